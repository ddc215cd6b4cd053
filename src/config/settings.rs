//! The resolved settings that the rest of the program reads.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::limits::{HOLD_BULK_S, HOLD_NOTIFYING_S, HOLD_REVERSIBLE_S, REMOTE_BYTES_S};
use crate::model::{AccountId, Guard, Text};

use super::account::RawAccount;
use super::bindings::KeySettings;
use super::paths::expand;
use super::raw::{
    GraphicsWord, HoldSeconds, Kilobytes, KindWord, PreviewWord, Raw, SwitchWord, ThemeName,
    ThemeWord,
};
use super::theme::{Role, Tint};

/// A prepared reason for a rejection or issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The letter that picks it in the reason row (its digit is its place, from 1).
    pub letter: char,
    /// The reason.
    pub text: Text,
}

/// How colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Dark unless the terminal says that its background is light.
    #[default]
    Auto,
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
    /// Nothing fainter than the terminal's own text; the ground as the terminal says.
    HighContrast,
    /// Blue and orange alone carry meaning; the ground as the terminal says.
    ColourBlind,
    /// No colour at all (`NO_COLOR`).
    Mono,
}

impl ThemeChoice {
    /// Every one with its word, in the order in which a key goes through them.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("high-contrast", Self::HighContrast),
        ("colour-blind", Self::ColourBlind),
        ("mono", Self::Mono),
    ];

    /// Its word in the configuration.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, choice)| *choice == self);
        found.map_or("auto", |(word, _)| word)
    }

    /// The one after it.
    pub fn next(self) -> Self {
        let mut others = Self::WORDS.iter().cycle().map(|(_, choice)| *choice);
        others.find(|choice| *choice == self);
        others.next().unwrap_or_default()
    }
}

impl From<ThemeWord> for ThemeChoice {
    fn from(word: ThemeWord) -> Self {
        match word {
            ThemeWord::Auto => Self::Auto,
            ThemeWord::Dark => Self::Dark,
            ThemeWord::Light => Self::Light,
            ThemeWord::HighContrast => Self::HighContrast,
            ThemeWord::ColourBlind => Self::ColourBlind,
            ThemeWord::Mono => Self::Mono,
        }
    }
}

/// How pictures reach the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GraphicsChoice {
    /// What the terminal answers when asked.
    #[default]
    Auto,
    /// kitty graphics, whatever the terminal answers, unless it would print them as text.
    Kitty,
    /// iTerm2's inline pictures, likewise.
    Iterm2,
    /// Sixel, likewise.
    Sixel,
    /// Half-block characters.
    Blocks,
    /// No pictures.
    Off,
}

/// How much a picture may cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreviewChoice {
    /// Fast on remote lines, sharp on local ones.
    #[default]
    Auto,
    /// Few bytes first.
    Fast,
    /// Every pixel.
    Sharp,
    /// No pictures in lists.
    Off,
}

/// Something that is on, off, or as the terminal and the line suggest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Switch {
    /// As they suggest.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// A place named in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name for `--account` and links.
    pub id: AccountId,
    /// What it is.
    pub kind: AccountKind,
    /// Nothing can be changed there.
    pub read_only: bool,
}

/// What an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// A folder, and the items in a job where that is set.
    Local {
        /// The folder.
        path: PathBuf,
        /// Items in a job.
        batch: Option<u32>,
        /// The one format that is taken, by its name for `--format`.
        format: Option<String>,
        /// Where its pictures are.
        images: Option<PathBuf>,
    },
    /// A CVAT server.
    Cvat(Box<Server>),
    /// A Label Studio server.
    LabelStudio(Box<Server>),
    /// A kind that this version cannot open, by its word.
    Later(&'static str),
}

impl AccountKind {
    /// The server, where it is one that can be reached.
    pub fn server(&self) -> Option<&Server> {
        match self {
            Self::Cvat(server) | Self::LabelStudio(server) => Some(server),
            Self::Local { .. } | Self::Later(_) => None,
        }
    }

    /// The word of the file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Local { .. } => KindWord::Local.word(),
            Self::Cvat(_) => KindWord::Cvat.word(),
            Self::LabelStudio(_) => KindWord::LabelStudio.word(),
            Self::Later(word) => word,
        }
    }
}

/// A server and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its address: scheme, host, perhaps port and path, without a trailing `/`.
    pub url: String,
    /// Where the secret comes from.
    pub secret: SecretFrom,
    /// Where it starts.
    pub organization: Option<String>,
    /// A file of certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// A proxy instead of the environment's.
    pub proxy: Option<String>,
    /// Seconds that an answer may take.
    pub timeout_s: Option<u32>,
    /// Certificates are not checked.
    pub insecure: bool,
    /// Verdicts on results are written into their review marker too (Label Studio).
    pub review_marker: bool,
}

/// Where the secret of an account comes from. Never the secret itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretFrom {
    /// An environment variable that holds a token.
    Variable(String),
    /// A command whose first line of output is a token.
    Command(String),
    /// What `account add` has kept for this user; without it the password in the variable.
    User {
        /// Who signs in.
        name: String,
        /// The variable that holds the password.
        password: Option<String>,
    },
    /// What `account add` has kept.
    Kept,
}

/// Everything that can be set, complete.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Who decides; signs verdicts and comments.
    pub user: Text,
    /// Nothing can be changed; the text says why.
    pub read_only: Option<Text>,
    /// Colours.
    pub theme: ThemeChoice,
    /// The reviewer's own colours over those.
    pub tints: Arc<BTreeMap<Role, Tint>>,
    /// How pictures reach the terminal.
    pub graphics: GraphicsChoice,
    /// How much a picture may cost.
    pub preview: PreviewChoice,
    /// Only ASCII signs on screen.
    pub ascii: bool,
    /// Things may move by themselves: turning signs, blinking.
    pub motion: bool,
    /// Whether the mouse is ours; by itself only on a local terminal.
    pub mouse: Switch,
    /// Whether names are links for the terminal (OSC 8); by itself only where it is known to
    /// take them.
    pub links: Switch,
    /// Bytes a second that pictures may take of a remote line.
    pub remote_bytes_s: u32,
    /// Pictures are never drawn, verdicts are given on text.
    pub text_only: bool,
    /// Reasons offered by the reason row.
    pub templates: Vec<Template>,
    /// Seconds that decisions of class 1, 2 and 3 are held for undo.
    pub hold_s: [u32; 3],
    /// The bundled demo: the tour line is shown.
    pub demo: bool,
    /// The places named in the configuration.
    pub accounts: Vec<Account>,
    /// What the configuration says about keys, macros and filters kept under a name.
    pub keys: KeySettings,
}

impl Default for Settings {
    fn default() -> Self {
        let templates = [
            ('w', "wrong label"),
            ('l', "loose box"),
            ('m', "missed object"),
            ('d', "duplicate"),
            ('o', "should not be labelled"),
        ];
        Self {
            user: Text::line("reviewer"),
            read_only: None,
            theme: ThemeChoice::Auto,
            tints: Arc::default(),
            graphics: GraphicsChoice::Auto,
            preview: PreviewChoice::Auto,
            ascii: false,
            motion: true,
            mouse: Switch::Auto,
            links: Switch::Auto,
            remote_bytes_s: REMOTE_BYTES_S,
            text_only: false,
            templates: templates
                .into_iter()
                .map(|(letter, text)| Template {
                    letter,
                    text: Text::line(text),
                })
                .collect(),
            hold_s: [HOLD_REVERSIBLE_S, HOLD_NOTIFYING_S, HOLD_BULK_S],
            demo: false,
            accounts: Vec::new(),
            keys: KeySettings::default(),
        }
    }
}

impl Settings {
    /// The settings that a configuration file and the environment give. `user` is the login
    /// name, `no_color` whether `NO_COLOR` is set; command line flags come on top of the result.
    ///
    /// # Errors
    /// Names the account that lacks something or is there twice.
    pub fn resolve(raw: &Raw, user: Option<&str>, no_color: bool) -> Result<Self, Text> {
        let mut settings = Self::default();
        if let Some(name) = raw.review.user.as_deref().or(user)
            && !Text::line(name.trim()).is_empty()
        {
            settings.user = Text::line(name.trim());
        }
        if let Some(templates) = &raw.review.templates {
            settings.templates = templates
                .0
                .iter()
                .map(|(letter, text)| Template {
                    letter: *letter,
                    text: Text::line(text),
                })
                .collect();
        }
        settings.theme = match &raw.ui.theme {
            // What a file starts from, it says itself; until then it is as if nothing were said.
            None | Some(ThemeName::Word(ThemeWord::Auto) | ThemeName::File(_)) if no_color => {
                ThemeChoice::Mono
            }
            None | Some(ThemeName::File(_)) => ThemeChoice::Auto,
            Some(ThemeName::Word(word)) => ThemeChoice::from(*word),
        };
        settings.graphics = match raw.ui.graphics {
            None | Some(GraphicsWord::Auto) => GraphicsChoice::Auto,
            Some(GraphicsWord::Kitty) => GraphicsChoice::Kitty,
            Some(GraphicsWord::Iterm2) => GraphicsChoice::Iterm2,
            Some(GraphicsWord::Sixel) => GraphicsChoice::Sixel,
            Some(GraphicsWord::Blocks) => GraphicsChoice::Blocks,
            Some(GraphicsWord::Off) => GraphicsChoice::Off,
        };
        settings.preview = match raw.ui.preview {
            None | Some(PreviewWord::Auto) => PreviewChoice::Auto,
            Some(PreviewWord::Fast) => PreviewChoice::Fast,
            Some(PreviewWord::Sharp) => PreviewChoice::Sharp,
            Some(PreviewWord::Off) => PreviewChoice::Off,
        };
        settings.ascii = raw.ui.ascii.unwrap_or(settings.ascii);
        settings.motion = raw.ui.motion.unwrap_or(settings.motion);
        settings.mouse = switch(raw.ui.mouse);
        settings.links = switch(raw.ui.links);
        if let Some(Kilobytes(kilobytes)) = raw.ui.remote_kb {
            settings.remote_bytes_s = kilobytes.saturating_mul(1_000);
        }
        if let Some(hold) = raw.ui.hold {
            settings.hold_s = hold.map(|HoldSeconds(seconds)| seconds);
        }
        settings.keys = raw.keys.clone();
        for account in &raw.account {
            let account = resolve_account(account)?;
            if settings.accounts.iter().any(|other| other.id == account.id) {
                return Err(Text::line(&format!(
                    "two accounts are named '{}': choose another name for one",
                    account.id
                )));
            }
            settings.accounts.push(account);
        }
        Ok(settings)
    }

    /// Milliseconds that a decision of this class is held before it is sent.
    pub fn hold_ms(&self, guard: Guard) -> i64 {
        let [reversible, notifying, bulk] = self.hold_s;
        let seconds = match guard {
            Guard::Local => 0,
            Guard::Reversible => reversible,
            Guard::Notifying | Guard::Irreversible => notifying,
            Guard::Bulk => bulk,
        };
        i64::from(seconds) * 1_000
    }
}

fn switch(word: Option<SwitchWord>) -> Switch {
    match word {
        None | Some(SwitchWord::Auto) => Switch::Auto,
        Some(SwitchWord::On) => Switch::On,
        Some(SwitchWord::Off) => Switch::Off,
    }
}

fn resolve_account(raw: &RawAccount) -> Result<Account, Text> {
    let name = &raw.name.0;
    let kind = match (raw.kind, &raw.path) {
        (KindWord::Local, Some(path)) => AccountKind::Local {
            path: expand(path),
            batch: raw.batch.map(|batch| batch.0),
            format: raw.format.clone(),
            images: raw.images.as_deref().map(expand),
        },
        (KindWord::Local, None) => {
            return Err(Text::line(&format!(
                "the local account '{name}' names no folder: add path = \"DIR\""
            )));
        }
        (KindWord::Cvat, _) => AccountKind::Cvat(Box::new(resolve_server(raw)?)),
        (KindWord::LabelStudio, _) => AccountKind::LabelStudio(Box::new(resolve_server(raw)?)),
        (later, _) => AccountKind::Later(later.word()),
    };
    Ok(Account {
        id: AccountId::new(name),
        kind,
        read_only: raw.read_only.unwrap_or(false),
    })
}

fn resolve_server(raw: &RawAccount) -> Result<Server, Text> {
    let address = raw.url.as_ref().ok_or_else(|| {
        Text::line(&format!(
            "the account '{}' names no server: add url = \"https://...\"",
            raw.name.0
        ))
    })?;
    let secret = match (&raw.token_env, &raw.token_command, &raw.username) {
        (Some(name), _, _) => SecretFrom::Variable(name.0.clone()),
        (_, Some(command), _) => SecretFrom::Command(command.clone()),
        (_, _, Some(name)) => SecretFrom::User {
            name: name.clone(),
            password: raw.password_env.as_ref().map(|name| name.0.clone()),
        },
        (None, None, None) => SecretFrom::Kept,
    };
    Ok(Server {
        url: address.0.clone(),
        secret,
        organization: raw.organization.clone().filter(|slug| !slug.is_empty()),
        ca_file: raw.ca_file.as_deref().map(expand),
        proxy: raw.proxy.as_ref().map(|proxy| proxy.0.clone()),
        timeout_s: raw.timeout.map(|timeout| timeout.0),
        insecure: raw.insecure.unwrap_or(false),
        review_marker: raw.review_marker.unwrap_or(false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::raw::parse;

    #[test]
    fn what_is_written_wins_over_what_is_found() {
        let raw = parse("[review]\nuser = \"ana\"\n[ui]\nhold = [1, 2, 3]\n").unwrap();
        let settings = Settings::resolve(&raw, Some("root"), true).unwrap();
        assert_eq!(settings.user.as_str(), "ana");
        assert_eq!(settings.theme, ThemeChoice::Mono);
        assert_eq!(settings.hold_ms(Guard::Bulk), 3_000);
        let settings = Settings::resolve(&Raw::default(), Some("bo"), false).unwrap();
        assert_eq!(settings.user.as_str(), "bo");
        assert_eq!(settings.theme, ThemeChoice::Auto);
        assert_eq!(
            Settings::resolve(&Raw::default(), None, false).unwrap(),
            Settings::default()
        );
    }

    #[test]
    fn accounts_are_checked() {
        let local = "[[account]]\nname = \"a\"\nkind = \"local\"\npath = \"/x\"\n";
        let twice = parse(&local.repeat(2)).unwrap();
        assert!(
            Settings::resolve(&twice, None, false)
                .unwrap_err()
                .contains("two accounts")
        );
        let bare = parse("[[account]]\nname = \"a\"\nkind = \"local\"\n").unwrap_err();
        assert!(bare.problem.contains("path =") && bare.at == 23, "{bare:?}");
        let odd = parse(&format!("{local}format = \"cocoo\"\n")).unwrap_err();
        assert!(odd.problem.contains("did you mean 'coco'"), "{odd:?}");
        assert_eq!(odd.at, local.len() + "format = ".len());
        let later = parse("[[account]]\nname = \"a\"\nkind = \"dataloop\"\n").unwrap();
        let later = Settings::resolve(&later, None, false).unwrap();
        assert_eq!(later.accounts[0].kind, AccountKind::Later("dataloop"));
    }

    #[test]
    fn a_server_has_an_address_and_one_way_to_sign_in() {
        let cvat = "[[account]]\nname = \"w\"\nkind = \"cvat\"\nurl = \"https://x/\"\n";
        let secret = |more: &str| {
            let raw = parse(&format!("{cvat}{more}")).unwrap();
            let settings = Settings::resolve(&raw, None, false).unwrap();
            match &settings.accounts[0].kind {
                AccountKind::Cvat(server) => (server.url.clone(), server.secret.clone()),
                other => panic!("{other:?}"),
            }
        };
        let address = "https://x".to_owned();
        assert_eq!(secret(""), (address.clone(), SecretFrom::Kept));
        let variable = SecretFrom::Variable("T".into());
        assert_eq!(secret("token_env = \"T\"\n"), (address.clone(), variable));
        let user = SecretFrom::User {
            name: "ana".into(),
            password: Some("P".into()),
        };
        let written = "username = \"ana\"\npassword_env = \"P\"\n";
        assert_eq!(secret(written), (address, user));
        let studio = cvat.replace("cvat", "label-studio");
        for (more, marker) in [("", false), ("review_marker = true\n", true)] {
            let raw = parse(&format!("{studio}{more}")).unwrap();
            let settings = Settings::resolve(&raw, None, false).unwrap();
            let kind = &settings.accounts[0].kind;
            assert_eq!(kind.word(), "label-studio");
            assert_eq!(kind.server().map(|one| one.review_marker), Some(marker));
        }
    }
}
