//! Addresses of Label Studio's web interface: of a node, and which place an address shows.

use url::Url;

use crate::model::{Id, Level, NodeRef, Text};

/// What an address of the web interface (or of the API) shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The account: a start page, the list of projects, the organization.
    Everything,
    /// A project, a view of it, a task in it.
    Project {
        /// The project.
        project: u64,
        /// The view (tab), where the address names it.
        view: Option<u64>,
        /// The task, where the address names it.
        task: Option<u64>,
    },
    /// A task of a project that the address does not name.
    Task(u64),
}

/// The page that shows a node: `{base}/projects/{project}/data?tab={view}&task={task}`. None for a
/// task whose project is not known.
pub fn address(base: &Url, node: &NodeRef, project: Option<u64>) -> Option<Text> {
    let number = |level| match node.id_at(level) {
        Some(Id::Number(number)) => Some(*number),
        _ => None,
    };
    let project = || number(Level::Project).or(project);
    let path = match node.level() {
        Level::Account | Level::Organization => "projects".to_owned(),
        Level::Project => format!("projects/{}/data", project()?),
        Level::Task | Level::Item => {
            let tab = number(Level::Task).map(|view| format!("tab={view}"));
            let task = match node.level() {
                Level::Item => Some(format!("task={}", number(Level::Item)?)),
                _ => None,
            };
            let query: Vec<String> = tab.into_iter().chain(task).collect();
            let mark = if query.is_empty() { "" } else { "?" };
            format!("projects/{}/data{mark}{}", project()?, query.join("&"))
        }
        Level::View | Level::Job => return None,
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

/// Pages below a project (settings, labelling, a dashboard) count as the project's.
fn place(parts: &[&str], url: &Url) -> Option<Shown> {
    let number = |raw: &str| raw.parse::<u64>().ok();
    let param = |name: &str| {
        let mut pairs = url.query_pairs();
        let (_, value) = pairs.find(|(known, _)| known == name)?;
        value.parse().ok()
    };
    match *parts {
        [] | ["projects" | "organization" | "user" | "home"] => Some(Shown::Everything),
        ["projects", project, ..] => Some(Shown::Project {
            project: number(project)?,
            view: param("tab"),
            task: param("task"),
        }),
        ["tasks", task, ..] => Some(Shown::Task(number(task)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AccountId;

    fn base(raw: &str) -> Url {
        Url::parse(raw).unwrap()
    }

    fn item(view: Id) -> NodeRef {
        NodeRef::root(AccountId::new("ls"))
            .child(Level::Organization, Id::Number(1))
            .child(Level::Project, Id::Number(4))
            .child(Level::Task, view)
            .child(Level::Item, Id::Number(77))
    }

    #[test]
    fn nodes_have_addresses() {
        let (view, all) = (item(Id::Number(9)), item(Id::name("all")));
        let of = |node: &NodeRef, level| node.ancestor(level).unwrap();
        let cases = [
            (of(&view, Level::Organization), "projects"),
            (of(&view, Level::Project), "projects/4/data"),
            (of(&view, Level::Task), "projects/4/data?tab=9"),
            (view.clone(), "projects/4/data?tab=9&task=77"),
            (of(&all, Level::Task), "projects/4/data"),
            (all.clone(), "projects/4/data?task=77"),
        ];
        for (node, path) in cases {
            for above in ["https://ls.example.com", "http://lab:8080/tools/ls/"] {
                let expected = format!("{}/{path}", above.trim_end_matches('/'));
                let found = address(&base(above), &node, None).unwrap();
                assert_eq!(found.as_str(), expected);
            }
        }
        let loose = NodeRef::root(AccountId::new("ls")).child(Level::Item, Id::Number(77));
        assert_eq!(address(&base("http://h"), &loose, None), None);
        let known = address(&base("http://h"), &loose, Some(4)).unwrap();
        assert_eq!(known.as_str(), "http://h/projects/4/data?task=77");
    }

    #[test]
    fn addresses_show_places() {
        let project = |view, task| Shown::Project {
            project: 4,
            view,
            task,
        };
        let cases = [
            ("", Shown::Everything),
            ("/projects/?page=2", Shown::Everything),
            ("/organization", Shown::Everything),
            ("/projects/4", project(None, None)),
            ("/projects/4/settings/labeling", project(None, None)),
            ("/projects/4/data?tab=9", project(Some(9), None)),
            (
                "/projects/4/data?tab=9&task=77&annotation=5#x",
                project(Some(9), Some(77)),
            ),
            ("/projects/4/data?task=x", project(None, None)),
            ("/api/projects/4/", project(None, None)),
            ("/api/tasks/77/", Shown::Task(77)),
            ("/tasks/77", Shown::Task(77)),
        ];
        for above in ["https://ls.example.com", "http://lab:8080/tools/ls"] {
            for (rest, expected) in cases {
                let whole = format!("{above}{rest}");
                assert_eq!(shown(&base(above), &whole), Some(expected), "{whole}");
            }
        }
        for foreign in [
            "https://elsewhere.example.com/projects/4",
            "http://lab:9090/tools/ls/projects/4",
            "http://lab:8080/projects/4",
            "http://lab:8080/tools/ls/projects/four",
            "http://lab:8080/tools/ls/data/upload/1/x.jpg",
            "vidimus://ls/p:4",
            "",
        ] {
            assert_eq!(shown(&base("http://lab:8080/tools/ls"), foreign), None);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_has_an_address_is_found_again(view: Option<u32>, task: u32) {
            let base = base("https://lab/ls/");
            let id = view.map_or_else(|| Id::name("all"), |view| Id::Number(view.into()));
            let node = NodeRef::root(AccountId::new("a"))
                .child(Level::Project, Id::Number(4))
                .child(Level::Task, id)
                .child(Level::Item, Id::Number(task.into()));
            let raw = address(&base, &node, None).unwrap();
            proptest::prop_assert_eq!(
                shown(&base, &raw),
                Some(Shown::Project {
                    project: 4,
                    view: view.map(u64::from),
                    task: Some(task.into()),
                })
            );
        }

        #[test]
        fn no_address_panics(raw in "\\PC{0,60}") {
            let _ = shown(&base("https://lab/ls/"), &format!("https://lab/{raw}"));
            let _ = shown(&base("https://lab/ls/"), &raw);
        }
    }
}
