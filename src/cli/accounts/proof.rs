//! Reaching a server with a login, and what comes of it: `account add` proves by it, `account
//! check` reports it.

use serde_json::{Value, json};

use crate::model::{Level, ListRequest, NodeRef, PageRequest, Query, Text};
use crate::platform::Platform;

use super::super::error::{CliError, Kind};
use super::super::output::error_json;
use super::super::remote::Reach;
use super::super::secrets::Login;

/// Organizations that are named; of more the count is said.
const NAMED: u32 = 50;
/// Seconds that the clocks may be apart before it is called a problem.
const CLOCK_S: i64 = 60;

/// What reaching a server has shown.
#[derive(Debug, Default)]
pub struct Proof {
    /// Product and version.
    pub server: Option<Text>,
    /// Who the login is.
    pub user: Option<Text>,
    /// Why nothing can be changed, if so.
    pub read_only: Option<Text>,
    /// Organizations that the login sees, each with its role, if known.
    pub organizations: Vec<(Text, Option<Text>)>,
    /// How many there are.
    pub organizations_total: u64,
    /// How many seconds the server's clock is ahead of ours.
    pub clock_off_s: Option<i64>,
    /// Worth saying.
    pub notes: Vec<Text>,
    /// Not as it should be, though it works.
    pub problems: Vec<Text>,
    /// Why it does not work.
    pub error: Option<CliError>,
}

/// Reaches a server.
pub async fn prove(reach: &Reach<'_>, login: Login, read_only: Option<Text>) -> Proof {
    let mut proof = Proof::default();
    let opened = reach.client(login, read_only).await;
    let client = match opened {
        Ok(client) => client,
        Err(error) => {
            proof.error = Some(error);
            return proof;
        }
    };
    let base = url::Url::parse(&reach.server.url);
    if let Ok(base) = base
        && base.scheme() == "http"
        && !is_loopback(&base)
    {
        proof.problems.push(Text::line(
            "the connection is not encrypted: use https:// if the server has it",
        ));
    }
    let platform = client.platform();
    match platform.identity().await {
        Ok(identity) => {
            proof.server = Some(identity.server);
            proof.user = Some(identity.user);
            proof.read_only = identity.read_only;
            proof.notes = identity.notes;
            proof.problems.extend(identity.warning);
        }
        Err(error) => {
            proof.error = Some(error.into());
            return proof;
        }
    }
    proof.clock(client.clock_off_s());
    let root = NodeRef::root(reach.account.clone());
    let organization = reach.server.organization.as_deref().map(Text::line);
    organizations(&*platform, &root, organization, &mut proof).await;
    proof
}

fn is_loopback(base: &url::Url) -> bool {
    match base.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

async fn organizations(
    client: &dyn Platform,
    root: &NodeRef,
    wanted: Option<Text>,
    proof: &mut Proof,
) {
    let request = ListRequest {
        parent: root.clone(),
        level: Level::Organization,
        query: Query::default(),
        page: PageRequest {
            offset: 0,
            limit: NAMED,
        },
    };
    let page = match client.list(&request).await {
        Ok(page) => page,
        Err(error) => {
            proof.error = Some(error.into());
            return;
        }
    };
    proof.organizations_total = page.total;
    proof.problems.extend(page.problems);
    for row in page.rows.iter().filter(|row| !row.flags.view) {
        let role = page
            .words
            .get_some(row.stage)
            .or_else(|| page.words.get_some(row.state));
        proof.organizations.push((row.name.clone(), role.cloned()));
    }
    let all_named = page.total <= u64::from(NAMED);
    if let Some(slug) = wanted
        && all_named
        && let Ok(Some(found)) = client.find(Level::Organization, &slug).await
        && found.is_empty()
    {
        proof.problems.push(Text::line(&format!(
            "there is no organization '{slug}' for this login"
        )));
    }
}

impl Proof {
    /// The clocks' difference, told when it matters.
    fn clock(&mut self, off: i64) {
        self.clock_off_s = Some(off);
        if off.abs() > CLOCK_S {
            let word = if off > 0 { "ahead of" } else { "behind" };
            self.problems.push(Text::line(&format!(
                "the server's clock is {} seconds {word} this system's",
                off.abs()
            )));
        }
    }

    /// The same for programs.
    pub fn json(&self, name: &str, kind: &str, url: &str) -> Value {
        let organizations: Vec<Value> = self
            .organizations
            .iter()
            .map(|(name, role)| json!({"name": name, "role": role}))
            .collect();
        json!({
            "name": name,
            "kind": kind,
            "url": url,
            "works": self.error.is_none(),
            "server": self.server,
            "user": self.user,
            "read_only": self.read_only.is_some(),
            "read_only_because": self.read_only,
            "organizations": organizations,
            "organizations_total": self.organizations_total,
            "clock_off_s": self.clock_off_s,
            "notes": self.notes,
            "problems": self.problems,
            "error": self.error.as_ref().map(error_json),
        })
    }

    /// The same for people.
    pub fn lines(&self, name: &str, url: &str) -> Vec<Text> {
        let fact = |what: &str, value: &str| Text::line(&format!("{what:<14} {value}"));
        let mut lines = vec![fact("account", name), fact("address", url)];
        let told = [("server", &self.server), ("user", &self.user)];
        for (what, value) in told {
            lines.extend(value.as_ref().map(|value| fact(what, value)));
        }
        for (name, role) in &self.organizations {
            let role = role
                .as_ref()
                .map_or_else(String::new, |role| format!(" ({role})"));
            lines.push(fact("organization", &format!("{name}{role}")));
        }
        let named = u64::try_from(self.organizations.len()).unwrap_or(u64::MAX);
        if self.organizations_total > named {
            let more = self.organizations_total - named;
            lines.push(fact("", &format!("and {more} more")));
        }
        if self.error.is_none() {
            lines.push(match &self.read_only {
                Some(why) => fact("allowed", &format!("reading only: {why}")),
                None => fact("allowed", "reading and writing, as far as the role goes"),
            });
        }
        lines.extend(self.notes.iter().map(|note| fact("note", note)));
        lines.extend(self.problems.iter().map(|one| fact("PROBLEM", one)));
        lines.extend(self.error.iter().map(|one| fact("FAILED", &one.message)));
        lines
    }

    /// What makes a sign-in useless, if anything does.
    pub fn failure(&self) -> Option<CliError> {
        self.error.clone().map(|error| match error.kind {
            // The words say already what is wrong with the address.
            Kind::NotFound => CliError::new(Kind::Failed, &error.message),
            _ => error,
        })
    }
}
