//! How an account signs in: a variable, a command, what was kept, or a password. Nothing here
//! repeats a secret, and no message has the output of a command.

use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};

use crate::config::credentials::{Credentials, CredentialsError};
use crate::config::settings::SecretFrom;
use crate::limits::{READ_LOOK_MS, SECRET_BYTES, SECRET_COMMAND_S};
use crate::platform::http::Auth;

use super::error::{CliError, Kind};

/// What signs in.
#[derive(Clone, Debug)]
pub enum Login {
    /// A token or key.
    Token(SecretString),
    /// A user and a password.
    Password(String, SecretString),
}

impl Login {
    /// The same for the HTTP layer: access tokens of CVAT have a dot in them, older keys have
    /// none (CVAT REST API, authentication).
    pub fn auth(&self) -> Auth {
        match self {
            Self::Token(token) if token.expose_secret().contains('.') => {
                Auth::Header("Bearer", token.clone())
            }
            Self::Token(token) => Auth::Header("Token", token.clone()),
            Self::Password(user, password) => Auth::Basic(user.clone(), password.clone()),
        }
    }
}

/// The login of an account, from where its configuration says.
///
/// # Errors
/// Denied, with how to sign in again, when there is none; a command that fails.
pub async fn login(name: &str, from: &SecretFrom, state: &Path) -> Result<Login, CliError> {
    match from {
        SecretFrom::Variable(variable) => match variable_value(variable)? {
            Some(token) => Ok(Login::Token(token)),
            None => Err(missing(
                name,
                &format!("the environment variable {variable}, which it names, is not set"),
            )),
        },
        SecretFrom::Command(command) => Ok(Login::Token(ask_command(command).await?)),
        SecretFrom::Kept => match kept(name, state)? {
            Some(token) => Ok(Login::Token(token)),
            None => Err(missing(name, "no secret is kept for it")),
        },
        SecretFrom::User {
            name: user,
            password,
        } => {
            if let Some(token) = kept(name, state)? {
                return Ok(Login::Token(token));
            }
            let Some(variable) = password else {
                return Err(missing(name, "no secret is kept for it"));
            };
            match variable_value(variable)? {
                Some(password) => Ok(Login::Password(user.clone(), password)),
                None => Err(missing(
                    name,
                    &format!("no secret is kept for it, and {variable} is not set"),
                )),
            }
        }
    }
}

fn missing(name: &str, why: &str) -> CliError {
    CliError::new(
        Kind::Denied,
        &format!(
            "account '{name}' is not signed in: {why}; sign in with: vidimus account add {name}"
        ),
    )
}

fn kept(name: &str, state: &Path) -> Result<Option<SecretString>, CliError> {
    Ok(Credentials::read(state)?.get(name).cloned())
}

impl From<CredentialsError> for CliError {
    fn from(error: CredentialsError) -> Self {
        let kind = match error {
            CredentialsError::Open { .. } => Kind::Denied,
            CredentialsError::File { .. } | CredentialsError::Broken { .. } => Kind::Failed,
        };
        Self::new(kind, &error.to_string())
    }
}

/// The secret in an environment variable; none when it is not set or empty.
///
/// # Errors
/// A value that can be no secret.
pub fn variable_value(variable: &str) -> Result<Option<SecretString>, CliError> {
    let value = match std::env::var(variable) {
        Ok(value) => value,
        Err(std::env::VarError::NotPresent) => return Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            return Err(CliError::usage(&format!(
                "the environment variable {variable} holds no text"
            )));
        }
    };
    match value.trim() {
        "" => Ok(None),
        value => Ok(Some(usable(value, &format!("the variable {variable}"))?)),
    }
}

/// A secret that can be sent: one line of visible characters.
fn usable(value: &str, what: &str) -> Result<SecretString, CliError> {
    if value.is_empty() {
        return Err(CliError::usage(&format!("{what} gives no secret")));
    }
    if value.chars().any(char::is_control) {
        return Err(CliError::usage(&format!(
            "{what} gives more than one line of visible characters"
        )));
    }
    Ok(SecretString::from(value.to_owned()))
}

/// Runs a command once and takes the first line that it prints.
///
/// # Errors
/// A command that cannot be run, fails, is too slow or prints nothing.
pub async fn ask_command(command: &str) -> Result<SecretString, CliError> {
    let command = command.to_owned();
    let asked = tokio::task::spawn_blocking(move || run_command(&command)).await;
    asked.map_err(|error| CliError::new(Kind::Failed, &error.to_string()))?
}

fn run_command(line: &str) -> Result<SecretString, CliError> {
    let failed =
        |why: &str| CliError::new(Kind::Denied, &format!("token_command gave no token: {why}"));
    let mut child = Command::new("/bin/sh")
        .args(["-c", line])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(&error.to_string()))?;
    let output = child.stdout.take();
    let (told, heard) = mpsc::channel();
    // A thread of its own, so that a command that says nothing can be given up.
    std::thread::spawn(move || {
        let line = output.map_or_else(|| Ok(String::new()), first_line);
        // Nobody listens any more when it took too long.
        let _ = told.send(line);
    });
    let limit = Duration::from_secs(SECRET_COMMAND_S);
    let Ok(line) = heard.recv_timeout(limit) else {
        // It may have ended meanwhile.
        let _ = child.kill();
        let _ = child.wait();
        return Err(failed(&format!(
            "it was not done after {SECRET_COMMAND_S} seconds"
        )));
    };
    let line = line.map_err(|_| failed("it printed no text"))?;
    match (line.trim(), ended(&mut child, limit)) {
        (_, Ok(Some(code))) if code != 0 => Err(failed(&format!("it ended with code {code}"))),
        (_, Err(error)) => Err(failed(&error.to_string())),
        ("", Ok(Some(_))) => Err(failed("it printed nothing")),
        ("", Ok(None)) => Err(failed("it was ended by a signal")),
        // Its further lines are not wanted, and writing them into a closed pipe may end it.
        (line, Ok(_)) => usable(line, "token_command"),
    }
}

/// The exit code of a command; none when a signal ended it. One that goes on is ended.
fn ended(child: &mut Child, limit: Duration) -> std::io::Result<Option<i32>> {
    let began = Instant::now();
    while began.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        std::thread::sleep(Duration::from_millis(READ_LOOK_MS));
    }
    child.kill()?;
    Ok(child.wait()?.code())
}

/// The first line that is not longer than a secret may be.
fn first_line(input: impl Read) -> std::io::Result<String> {
    let mut line = String::new();
    BufReader::new(input.take(SECRET_BYTES)).read_line(&mut line)?;
    Ok(line)
}

/// The first line of standard input as a secret.
///
/// # Errors
/// Standard input without one.
pub async fn from_input() -> Result<SecretString, CliError> {
    let read = tokio::task::spawn_blocking(|| first_line(std::io::stdin().lock())).await;
    let line = read.map_err(|error| CliError::new(Kind::Failed, &error.to_string()))?;
    let line = line.map_err(|_| CliError::usage("standard input gives no secret"))?;
    usable(line.trim(), "standard input")
}

/// Asks for a secret without showing it.
///
/// # Errors
/// Without a terminal, or when nothing is typed.
pub async fn ask(question: &str) -> Result<SecretString, CliError> {
    if !std::io::stdin().is_terminal() {
        return Err(CliError::usage("there is no terminal to ask for a secret"));
    }
    let question = format!("{question}: ");
    let typed = tokio::task::spawn_blocking(move || rpassword::prompt_password(question)).await;
    let typed = typed.map_err(|error| CliError::new(Kind::Failed, &error.to_string()))?;
    let typed = SecretString::from(typed?);
    usable(typed.expose_secret().trim(), "the answer")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn token(command: &str) -> Result<String, String> {
        let asked = ask_command(command).await;
        let shown = asked.map(|token| token.expose_secret().to_owned());
        shown.map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_command_tells_the_first_line_it_prints() {
        assert_eq!(token("echo ' a.b '; echo more").await.unwrap(), "a.b");
        let cases = [
            ("exit 3", "code 3"),
            ("true", "printed nothing"),
            ("kill -9 $$", "a signal"),
            ("printf 's3cret\\001\\n'", "visible"),
            ("echo s3cret >&2; exit 1", "code 1"),
            ("printf '\\377s3cret\\n'", "no text"),
        ];
        for (command, says) in cases {
            let error = token(command).await.unwrap_err();
            assert!(error.contains(says) && !error.contains("s3cret"), "{error}");
        }
    }

    #[tokio::test]
    async fn a_missing_secret_says_how_to_sign_in() {
        let dir = tempfile::tempdir().unwrap();
        let froms = [
            SecretFrom::Kept,
            SecretFrom::Variable("VIDIMUS_NO_SUCH_VARIABLE".into()),
            SecretFrom::User {
                name: "ana".into(),
                password: None,
            },
        ];
        for from in froms {
            let error = login("work", &from, dir.path()).await.unwrap_err();
            assert_eq!(error.kind, Kind::Denied);
            assert!(
                error.message.contains("vidimus account add work"),
                "{error}"
            );
        }
        let mut credentials = Credentials::read(dir.path()).unwrap();
        credentials
            .keep("work", SecretString::from("a.b".to_owned()))
            .unwrap();
        let login = login("work", &SecretFrom::Kept, dir.path()).await.unwrap();
        assert!(matches!(login.auth(), Auth::Header("Bearer", _)));
        assert!(!format!("{login:?}").contains("a.b"));
        let key = Login::Token(SecretString::from("0123abcd".to_owned()));
        assert!(matches!(key.auth(), Auth::Header("Token", _)));
    }
}
