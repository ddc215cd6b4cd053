//! Rows of organizations, projects, views and tasks.
