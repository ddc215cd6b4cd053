//! Addresses of CVAT's web interface: of a node, and which place an address shows.

use url::Url;

use crate::model::{Id, Level, NodeRef, Text};

/// What an address of the web interface (or of the API) shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The account: a start page, a list across everything.
    Everything,
    /// The organization that is chosen in the browser, which the address does not name.
    Organization,
    /// A project.
    Project(u64),
    /// A task.
    Task(u64),
    /// A job.
    Job {
        /// Its task, where the address names it.
        task: Option<u64>,
        /// The job.
        job: u64,
        /// The frame's number in the task, where the address names it.
        frame: Option<u64>,
    },
}

/// The page that shows a node. A job's page is below its task: `task` is the task's id for nodes
/// whose path leaves it out. None for what has no page of its own.
pub fn address(base: &Url, node: &NodeRef, task: Option<u64>) -> Option<Text> {
    let number = |level| match node.id_at(level) {
        Some(Id::Number(number)) => Some(*number),
        _ => None,
    };
    let job = || {
        let task = number(Level::Task).or(task)?;
        Some(format!("tasks/{task}/jobs/{}", number(Level::Job)?))
    };
    let path = match node.level() {
        Level::Account => "projects".into(),
        Level::Organization => "organization".into(),
        Level::View => "jobs".into(),
        Level::Project => format!("projects/{}", number(Level::Project)?),
        Level::Task => format!("tasks/{}", number(Level::Task)?),
        Level::Job => job()?,
        Level::Item => format!("{}?frame={}", job()?, number(Level::Item)?),
    };
    let base = base.as_str().split(['?', '#']).next().unwrap_or_default();
    Some(Text::line(&format!(
        "{}/{path}",
        base.trim_end_matches('/')
    )))
}

/// What an address shows; none for an address of another server or of a page that shows no place.
/// `http` and `https` of one host are the same server, as servers redirect from one to the other.
pub fn shown(base: &Url, address: &str) -> Option<Shown> {
    let url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !same_host(base, &url) {
        return None;
    }
    let parts = |url: &Url| -> Vec<String> {
        let parts = url.path().split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let above = parts(base);
    let all = parts(&url);
    let own = all.strip_prefix(above.as_slice())?;
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    place(own.strip_prefix(&["api"]).unwrap_or(&own), &url)
}

fn same_host(base: &Url, url: &Url) -> bool {
    let same_port =
        base.port() == url.port() || base.port_or_known_default() == url.port_or_known_default();
    base.host() == url.host() && same_port
}

/// Pages below a node (quality control, analytics, guide, settings) count as the node's.
fn place(parts: &[&str], url: &Url) -> Option<Shown> {
    let number = |raw: &str| raw.parse::<u64>().ok();
    match *parts {
        [] | ["projects" | "tasks" | "jobs" | "requests"] => Some(Shown::Everything),
        ["organization" | "organizations", ..] => Some(Shown::Organization),
        ["projects", id, ..] => Some(Shown::Project(number(id)?)),
        ["tasks", task, "jobs", job, ..] => Some(Shown::Job {
            task: Some(number(task)?),
            job: number(job)?,
            frame: frame(url),
        }),
        ["tasks", id, ..] => Some(Shown::Task(number(id)?)),
        ["jobs", id, ..] => Some(Shown::Job {
            task: None,
            job: number(id)?,
            frame: frame(url),
        }),
        _ => None,
    }
}

fn frame(url: &Url) -> Option<u64> {
    let mut pairs = url.query_pairs();
    let (_, value) = pairs.find(|(name, _)| name == "frame")?;
    value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AccountId;

    fn base(raw: &str) -> Url {
        Url::parse(raw).unwrap()
    }

    fn item() -> NodeRef {
        NodeRef::root(AccountId::new("road"))
            .child(Level::Organization, Id::name("roadlab"))
            .child(Level::Project, Id::Number(1))
            .child(Level::Task, Id::Number(7))
            .child(Level::Job, Id::Number(12))
            .child(Level::Item, Id::Number(3))
    }

    #[test]
    fn nodes_have_addresses() {
        let cvat = base("https://cvat.example.com");
        let cases = [
            (Level::Organization, "organization"),
            (Level::Project, "projects/1"),
            (Level::Task, "tasks/7"),
            (Level::Job, "tasks/7/jobs/12"),
            (Level::Item, "tasks/7/jobs/12?frame=3"),
        ];
        for (level, path) in cases {
            let node = item().ancestor(level).unwrap();
            let expected = format!("https://cvat.example.com/{path}");
            assert_eq!(address(&cvat, &node, None).unwrap().as_str(), expected);
            let below = address(&base("http://lab:8080/tools/cvat/"), &node, None).unwrap();
            assert_eq!(below.as_str(), format!("http://lab:8080/tools/cvat/{path}"));
        }
        let viewed = NodeRef::root(AccountId::new("road"))
            .child(Level::View, Id::name("mine"))
            .child(Level::Job, Id::Number(12));
        assert_eq!(address(&cvat, &viewed, None), None);
        let known = address(&cvat, &viewed, Some(7)).unwrap();
        assert_eq!(known.as_str(), "https://cvat.example.com/tasks/7/jobs/12");
    }

    #[test]
    fn addresses_show_places() {
        let job = |task, frame| Shown::Job {
            task,
            job: 12,
            frame,
        };
        let cases = [
            ("", Shown::Everything),
            ("/projects?page=2", Shown::Everything),
            ("/jobs", Shown::Everything),
            ("/organization", Shown::Organization),
            ("/projects/1", Shown::Project(1)),
            ("/projects/1/quality-control#settings", Shown::Project(1)),
            ("/tasks/7", Shown::Task(7)),
            ("/tasks/7/quality-control", Shown::Task(7)),
            ("/tasks/7/jobs/12", job(Some(7), None)),
            (
                "/tasks/7/jobs/12?frame=3&type=shape&serverID=5",
                job(Some(7), Some(3)),
            ),
            ("/tasks/7/jobs/12?frame=x", job(Some(7), None)),
            ("/api/jobs/12", job(None, None)),
            ("/api/tasks/7", Shown::Task(7)),
        ];
        for above in ["https://cvat.example.com", "http://lab:8080/tools/cvat"] {
            for (rest, expected) in cases {
                let whole = format!("{above}{rest}");
                assert_eq!(shown(&base(above), &whole), Some(expected), "{whole}");
            }
        }
    }

    #[test]
    fn other_addresses_are_not_ours() {
        let cvat = base("http://lab:8080/tools/cvat");
        for foreign in [
            "https://elsewhere.example.com/tasks/7",
            "http://lab:9090/tools/cvat/tasks/7",
            "http://lab:8080/tasks/7",
            "http://lab:8080/tools/cvat/tasks/seven",
            "http://lab:8080/tools/cvat/settings",
            "ftp://lab:8080/tools/cvat/tasks/7",
            "vidimus://road/t:7",
            "not an address",
            "",
        ] {
            assert_eq!(shown(&cvat, foreign), None, "{foreign}");
        }
        let plain = base("http://cvat.example.com");
        assert_eq!(
            shown(&plain, "https://cvat.example.com/tasks/7"),
            Some(Shown::Task(7))
        );
    }

    proptest::proptest! {
        #[test]
        fn what_has_an_address_is_found_again(task in 1_u64.., job in 1_u64.., frame in 0_u64..) {
            let base = base("https://lab/cvat/");
            let node = NodeRef::root(AccountId::new("a"))
                .child(Level::Task, Id::Number(task))
                .child(Level::Job, Id::Number(job))
                .child(Level::Item, Id::Number(frame));
            let raw = address(&base, &node, None).unwrap();
            proptest::prop_assert_eq!(
                shown(&base, &raw),
                Some(Shown::Job { task: Some(task), job, frame: Some(frame) })
            );
        }

        #[test]
        fn no_address_panics(raw in "\\PC{0,60}") {
            let _ = shown(&base("https://lab/cvat/"), &format!("https://lab/{raw}"));
            let _ = shown(&base("https://lab/cvat/"), &raw);
        }
    }
}
