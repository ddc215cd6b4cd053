//! Writing into cells: text that is cut to its room, lines, boxes and bars.
//!
//! Everything is clipped to the buffer, so that no size of terminal can make drawing fail.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use unicode_width::UnicodeWidthStr;

use crate::model::NodeRef;

use super::fit;
use super::hits::Hits;
use super::theme::Theme;

/// A buffer and the theme it is drawn in.
pub struct Canvas<'a> {
    /// The cells.
    pub buf: &'a mut Buffer,
    /// Colours and signs.
    pub theme: &'a Theme,
    /// What is where, for the mouse.
    pub hits: Hits,
    /// Names of nodes and their cells, for links to their pages.
    pub links: Vec<(Rect, NodeRef)>,
}

impl<'a> Canvas<'a> {
    /// A canvas on which nothing is drawn yet.
    pub fn new(buf: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self {
            buf,
            theme,
            hits: Hits::default(),
            links: Vec::new(),
        }
    }

    /// Writes a text into at most `room` cells from a place on, cut with an ellipsis. Says how
    /// many cells it took.
    pub fn put(&mut self, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
        let area = self.buf.area;
        if !(area.top()..area.bottom()).contains(&y) || !(area.left()..area.right()).contains(&x) {
            return 0;
        }
        let room = room.min(area.right() - x);
        let (kept, cut_off) = fit::cut(text, room);
        let mut at = x;
        for (cluster, wide) in fit::cells(kept) {
            self.set(at, y, cluster, style);
            for rest in 1..wide {
                self.set(at.saturating_add(rest), y, " ", style);
            }
            at = at.saturating_add(wide);
        }
        if cut_off && at < x + room {
            self.set(at, y, self.theme.glyphs.ellipsis, style);
            at += 1;
        }
        at - x
    }

    /// Writes one cluster of a known width, if it is whole within an area.
    pub fn cluster(
        &mut self,
        (x, y): (u16, u16),
        text: &str,
        width: u16,
        style: Style,
        area: Rect,
    ) {
        if x < area.left() || x.saturating_add(width) > area.right() {
            return;
        }
        self.set(x, y, text, style);
        for rest in 1..width {
            self.set(x + rest, y, " ", style);
        }
    }

    fn set(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buf.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// A pen that writes along the first row of an area.
    pub fn pen(&mut self, area: Rect) -> Pen<'_, 'a> {
        let empty = area.height == 0;
        Pen {
            x: area.x,
            y: area.y,
            end: if empty { area.x } else { area.right() },
            canvas: self,
        }
    }

    /// Empties an area, of links too. A wide character that it cuts in half goes as a whole.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        self.cut_links(area);
        for y in area.top()..area.bottom() {
            if let Some(left) = area.left().checked_sub(1)
                && let Some(cell) = self.buf.cell_mut((left, y))
                && cell.symbol().width() > 1
            {
                cell.set_symbol(" ");
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buf.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// What of a link lies below an area leads nowhere; links take one row.
    fn cut_links(&mut self, area: Rect) {
        if !self.links.iter().any(|(link, _)| link.intersects(area)) {
            return;
        }
        for (link, node) in std::mem::take(&mut self.links) {
            if !link.intersects(area) {
                self.links.push((link, node));
                continue;
            }
            let left = Rect {
                width: area.left().saturating_sub(link.left()),
                ..link
            };
            let right = Rect {
                x: area.right(),
                width: link.right().saturating_sub(area.right()),
                ..link
            };
            let rest = [left, right].into_iter().filter(|part| !part.is_empty());
            self.links.extend(rest.map(|part| (part, node.clone())));
        }
    }

    /// Lays a style over what is written.
    pub fn tint(&mut self, area: Rect, style: Style) {
        let own = Style { fg: None, ..style };
        for position in area.intersection(self.buf.area).positions() {
            let Some(cell) = self.buf.cell_mut(position) else {
                continue;
            };
            // What has a colour of its own keeps it; plain text takes that of the ground.
            let plain = cell.fg == Color::Reset;
            cell.set_style(if plain { style } else { own });
        }
    }

    /// A vertical line.
    pub fn rule(&mut self, x: u16, area: Rect) {
        for y in area.top()..area.bottom() {
            self.put(x, y, 1, self.theme.glyphs.down, self.theme.border);
        }
    }

    /// A horizontal line.
    pub fn line(&mut self, area: Rect) {
        if area.height > 0 {
            for x in area.left()..area.right() {
                self.put(x, area.y, 1, self.theme.glyphs.across, self.theme.border);
            }
        }
    }

    /// An emptied box with a title in its upper edge; answers the area within.
    pub fn frame(&mut self, area: Rect, title: &str) -> Rect {
        self.clear(area);
        if area.width < 2 || area.height < 2 {
            return area;
        }
        let [top_left, top_right, bottom_left, bottom_right] = self.theme.glyphs.corners;
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        self.line(Rect { height: 1, ..area });
        self.line(Rect {
            y: bottom,
            height: 1,
            ..area
        });
        let sides = Rect {
            y: area.y + 1,
            height: area.height - 2,
            ..area
        };
        self.rule(area.x, sides);
        self.rule(right, sides);
        let style = self.theme.border;
        for (x, y, corner) in [
            (area.x, area.y, top_left),
            (right, area.y, top_right),
            (area.x, bottom, bottom_left),
            (right, bottom, bottom_right),
        ] {
            self.put(x, y, 1, corner, style);
        }
        if !title.is_empty() && area.width > 6 {
            let mut pen = self.pen(Rect {
                x: area.x + 1,
                width: area.width - 2,
                height: 1,
                ..area
            });
            let focus = pen.theme().focus;
            pen.put(" ", focus).put(title, focus);
            if pen.room() > 0 {
                pen.put(" ", focus);
            }
        }
        Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width - 2,
            height: area.height - 2,
        }
    }

    /// A bar of some cells, filled to `done` of `total`.
    pub fn bar(&mut self, x: u16, y: u16, width: u16, part: (u64, u64), style: Style) {
        let (done, total) = part;
        let full = match total {
            0 => 0,
            _ => u64::from(width).saturating_mul(done.min(total)) / total,
        };
        // Something done is never shown as nothing, something left never as all.
        let full = match u16::try_from(full).unwrap_or(width) {
            0 if done > 0 && total > 0 => 1,
            full if full == width && done < total => full.saturating_sub(1),
            full => full,
        };
        for at in 0..width {
            let (sign, style) = if at < full {
                (self.theme.glyphs.bar, style)
            } else {
                (self.theme.glyphs.bar_rest, self.theme.border)
            };
            self.put(x.saturating_add(at), y, 1, sign, style);
        }
    }

    /// The thumb of a scrolled list, in the last column of its area.
    pub fn thumb(&mut self, area: Rect, top: u64, total: u64) {
        let rows = u64::from(area.height);
        if total <= rows || area.width == 0 || rows == 0 {
            return;
        }
        let length = (rows * rows / total).max(1);
        let start = (top.min(total - rows)).saturating_mul(rows - length) / (total - rows);
        for row in start..(start + length).min(rows) {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            self.put(
                area.right() - 1,
                y,
                1,
                self.theme.glyphs.thumb,
                self.theme.border,
            );
        }
    }

    /// A text in the middle of an area, wrapped.
    pub fn middle(&mut self, area: Rect, text: &str, style: Style) {
        let lines = fit::wrap(text, area.width.saturating_sub(2), usize::from(area.height));
        let count = u16::try_from(lines.len()).unwrap_or(area.height);
        let first = area.y + area.height.saturating_sub(count) / 2;
        for (y, line) in (first..area.bottom()).zip(lines) {
            let x = area.x + area.width.saturating_sub(fit::width(line)) / 2;
            self.put(x, y, area.width, line, style);
        }
    }

    /// A wrapped text from the top of an area; answers the area left below it.
    pub fn paragraph(&mut self, area: Rect, text: &str, style: Style) -> Rect {
        let mut left = area;
        for line in fit::wrap(text, area.width, usize::from(area.height)) {
            self.put(left.x, left.y, left.width, line, style);
            left = below(left, 1);
        }
        left
    }
}

/// What is left of an area below its first rows.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// The first rows of an area.
pub fn head(area: Rect, rows: u16) -> Rect {
    Rect {
        height: rows.min(area.height),
        ..area
    }
}

/// What is left of an area above its last row and so many free ones, and that row.
pub fn footed(area: Rect, free: u16) -> (Rect, Rect) {
    let foot = below(area, area.height.saturating_sub(1));
    let room = head(area, area.height.saturating_sub(1).saturating_sub(free));
    (room, foot)
}

/// An area without some columns at its left and right.
pub fn inset(area: Rect, left: u16, right: u16) -> Rect {
    let left = left.min(area.width);
    Rect {
        x: area.x + left,
        width: (area.width - left).saturating_sub(right),
        ..area
    }
}

/// Writes along one row, left to right; what does not fit is cut.
pub struct Pen<'c, 'a> {
    canvas: &'c mut Canvas<'a>,
    x: u16,
    y: u16,
    end: u16,
}

impl<'a> Pen<'_, 'a> {
    /// The theme.
    pub fn theme(&self) -> &'a Theme {
        self.canvas.theme
    }

    /// Cells left.
    pub fn room(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }

    /// The column of the next cell.
    pub fn column(&self) -> u16 {
        self.x
    }

    /// Writes a text.
    pub fn put(&mut self, text: &str, style: Style) -> &mut Self {
        let room = self.room();
        self.x += self.canvas.put(self.x, self.y, room, text, style);
        self
    }

    /// Writes a node's name, which leads to its page where the terminal can follow.
    pub fn name(&mut self, text: &str, node: &NodeRef, style: Style) -> &mut Self {
        let from = self.x;
        self.put(text, style);
        let area = Rect::new(from, self.y, self.x.saturating_sub(from), 1);
        if !area.is_empty() {
            self.canvas.links.push((area, node.clone()));
        }
        self
    }

    /// Writes a text into a column of fixed width, to its left or right edge.
    pub fn column_of(&mut self, width: u16, text: &str, right: bool, style: Style) -> &mut Self {
        let width = width.min(self.room());
        let pad = if right {
            width.saturating_sub(fit::width(text))
        } else {
            0
        };
        self.canvas
            .put(self.x + pad, self.y, width - pad, text, style);
        self.x += width;
        self
    }

    /// Leaves cells free.
    pub fn gap(&mut self, cells: u16) -> &mut Self {
        self.x = self.x.saturating_add(cells).min(self.end.max(self.x));
        self
    }

    /// A bar.
    pub fn bar(&mut self, width: u16, part: (u64, u64), style: Style) -> &mut Self {
        let width = width.min(self.room());
        self.canvas.bar(self.x, self.y, width, part, style);
        self.x += width;
        self
    }

    /// Writes a text at the right end, if it fits whole, and shortens the row by it and a blank.
    pub fn right(&mut self, text: &str, style: Style) -> &mut Self {
        let wide = fit::width(text);
        if wide > 0 && wide <= self.room() {
            self.canvas.put(self.end - wide, self.y, wide, text, style);
            self.end = (self.end - wide).saturating_sub(1).max(self.x);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::ThemeChoice;
    use crate::model::AccountId;
    use crate::ui::theme::ColorDepth;

    #[test]
    fn what_lies_over_a_link_leads_nowhere() {
        let theme = Theme::new(ThemeChoice::Dark, None, ColorDepth::True, false);
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 6));
        let mut canvas = Canvas::new(&mut buf, &theme);
        let node = NodeRef::root(AccountId::new("a"));
        for y in 0..3 {
            let mut pen = canvas.pen(Rect::new(4, y, 30, 1));
            pen.name("twenty cells of a name", &node, Style::new());
        }
        canvas.frame(Rect::new(10, 1, 5, 4), "");
        let links: Vec<Rect> = canvas.links.iter().map(|(link, _)| *link).collect();
        let row = |x, y, width| Rect::new(x, y, width, 1);
        assert_eq!(
            links,
            [
                row(4, 0, 22),
                row(4, 1, 6),
                row(15, 1, 11),
                row(4, 2, 6),
                row(15, 2, 11)
            ]
        );
    }
}
