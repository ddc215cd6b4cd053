//! Draws the state: layout, panes, overlays, theme. Only reads; never changes state.
