//! The floor: the least that a ratatui program with three panes costs, to measure vidimus against
//! on the same machine in the same run. `floor N` shows N jobs; `j`, `k` move, `q` ends. `floor N names` holds a name of 50 bytes
//! for each as well, and `f` looks for a word in all of them.
#![allow(clippy::unwrap_used, reason = "a measuring rod that breaks is to stop")]

use ratatui::Frame;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, List, ListItem, ListState, Paragraph};

/// What is held of a job.
struct Job {
    id: u64,
    updated: u64,
    seed: u64,
    frames: u32,
    issues: u32,
    person: u32,
    stage: u8,
    state: u8,
    _rest: [u8; 10],
}

const STAGES: [&str; 3] = ["annotation", "validation", "acceptance"];
const STATES: [&str; 4] = ["new", "in progress", "rejected", "completed"];

fn main() -> std::io::Result<()> {
    let count = std::env::args().nth(1).and_then(|raw| raw.parse().ok());
    let jobs: Vec<Job> = (0..count.unwrap_or(100)).map(job).collect();
    let names: Vec<String> = match std::env::args().nth(2) {
        Some(_) => jobs.iter().map(row).collect(),
        None => Vec::new(),
    };
    let mut terminal = ratatui::init();
    let (mut cursor, mut top) = (0, 0);
    loop {
        terminal.draw(|frame| draw(frame, &jobs, cursor, &mut top))?;
        if let Event::Key(key) = event::read()?
            && key.kind == KeyEventKind::Press
        {
            match key.code {
                KeyCode::Char('j') => cursor = (cursor + 1).min(jobs.len().saturating_sub(1)),
                KeyCode::Char('k') => cursor = cursor.saturating_sub(1),
                // Lands on a row by the number of hits, so that it cannot be left out.
                KeyCode::Char('f') => {
                    let hits = names.iter().filter(|name| name.contains("77a")).count();
                    cursor = (cursor + hits + 1) % jobs.len().max(1);
                }
                KeyCode::Char('q') => break,
                _ => {}
            }
        }
    }
    ratatui::restore();
    Ok(())
}

/// A job whose row differs everywhere from the next one's.
fn job(id: u64) -> Job {
    // The finalizer of SplitMix64.
    let mut seed = id.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    seed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    Job {
        id,
        updated: seed % 86_400,
        seed,
        frames: (seed >> 8) as u32 % 1_000,
        issues: (seed >> 20) as u32 % 50,
        person: (seed >> 30) as u32 % 100,
        stage: (seed % 3) as u8,
        state: (seed % 4) as u8,
        _rest: [0; 10],
    }
}

fn draw(frame: &mut Frame<'_>, jobs: &[Job], cursor: usize, top: &mut usize) {
    let widths = [
        Constraint::Length(20),
        Constraint::Fill(1),
        Constraint::Length(24),
    ];
    let [left, middle, right] = Layout::horizontal(widths).areas(frame.area());
    let projects = (1..=30).map(|number| ListItem::new(format!("project {number}")));
    frame.render_widget(
        List::new(projects).block(Block::bordered().title("Projects")),
        left,
    );
    let rows = usize::from(middle.height.saturating_sub(2)).max(1);
    *top = (*top).clamp((cursor + 1).saturating_sub(rows), cursor);
    let visible = jobs.iter().skip(*top).take(rows);
    let list = List::new(visible.map(|job| ListItem::new(row(job))))
        .block(Block::bordered().title("Jobs"))
        .highlight_style(Style::new().add_modifier(Modifier::REVERSED));
    let mut state = ListState::default().with_selected(Some(cursor - *top));
    frame.render_stateful_widget(list, middle, &mut state);
    let details = jobs.get(cursor).map_or_else(Vec::new, |job| {
        vec![
            Line::from(format!("job     {}", job.id)),
            Line::from(format!("frames  {}", job.frames)),
            Line::from(format!("issues  {}", job.issues)),
            Line::from(format!("updated {}", job.updated)),
        ]
    });
    let block = Block::bordered().title("Details");
    frame.render_widget(Paragraph::new(details).block(block), right);
}

fn row(job: &Job) -> String {
    format!(
        "{:>7} {:08x} {:10} {:11} p{:02} {:>4}",
        job.id,
        job.seed as u32,
        STAGES.get(usize::from(job.stage)).unwrap(),
        STATES.get(usize::from(job.state)).unwrap(),
        job.person,
        job.frames,
    )
}
