//! A server that answers each request as a test says, byte by byte.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The whole head, for looking for secrets.
    pub head: String,
    pub body: String,
    /// How many came before it.
    pub number: usize,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// What the server does.
#[derive(Clone)]
pub enum Reply {
    /// Sends this and keeps the connection.
    Bytes(Vec<u8>),
    /// Sends this, maybe nothing, and cuts the connection.
    Cut(Vec<u8>),
    /// Waits for a permit first.
    After(Arc<Semaphore>, Box<Reply>),
    /// Sends this, then nothing ever.
    Hang(Vec<u8>),
    /// Sends the head, then zeros for ever.
    Endless(Vec<u8>),
}

/// An answer with headers.
pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut bytes = format!(
        "HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        bytes.push_str(&format!("{name}: {value}\r\n"));
    }
    bytes.push_str("\r\n");
    let mut bytes = bytes.into_bytes();
    bytes.extend_from_slice(body);
    Reply::Bytes(bytes)
}

pub fn json(body: &str) -> Reply {
    answer(
        200,
        &[("Content-Type", "application/json")],
        body.as_bytes(),
    )
}

pub fn status(status: u16) -> Reply {
    answer(
        status,
        &[("Content-Type", "application/json")],
        b"{\"detail\":\"because\"}",
    )
}

type Script = Arc<dyn Fn(&Seen) -> Reply + Send + Sync>;

pub struct Server {
    port: u16,
    pub tls: bool,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    pub async fn start(script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        Self::run(None, script).await
    }

    /// With TLS, when there is a key for it.
    pub async fn run(
        tls: Option<tokio_rustls::TlsAcceptor>,
        script: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let script: Script = Arc::new(script);
        let (noted, secure) = (Arc::clone(&seen), tls.is_some());
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (noted, script, tls) = (Arc::clone(&noted), Arc::clone(&script), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        // A client that does not trust us hangs up here.
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, noted, script).await;
                            }
                        }
                        None => serve(stream, noted, script).await,
                    }
                });
            }
        });
        Self {
            port,
            tls: secure,
            seen,
            task,
        }
    }

    pub fn url(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}/", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// Waits until so many requests have come.
    pub async fn arrived(&self, count: usize) {
        while self.count() < count {
            tokio::task::yield_now().await;
        }
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    seen: Arc<Mutex<Vec<Seen>>>,
    script: Script,
) {
    let mut buffer = Vec::new();
    while let Some(request) = receive(&mut stream, &mut buffer).await {
        let request = {
            let mut seen = seen.lock().unwrap();
            let request = Seen {
                number: seen.len(),
                ..request
            };
            seen.push(request.clone());
            request
        };
        let mut reply = script(&request);
        while let Reply::After(gate, then) = reply {
            gate.acquire().await.unwrap().forget();
            reply = *then;
        }
        let kept = match reply {
            Reply::Bytes(bytes) => stream.write_all(&bytes).await.is_ok(),
            Reply::Cut(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                false
            }
            Reply::Hang(bytes) => {
                let _ = stream.write_all(&bytes).await;
                // Until the client hangs up.
                let _ = stream.read(&mut [0; 1]).await;
                false
            }
            Reply::Endless(bytes) => {
                let _ = stream.write_all(&bytes).await;
                while stream.write_all(&[b' '; 65_536]).await.is_ok() {}
                false
            }
            Reply::After(..) => unreachable!(),
        };
        if !kept {
            return;
        }
    }
}

async fn receive<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>) -> Option<Seen> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let mut first = head.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let mut seen = Seen {
        method,
        path,
        head: head.clone(),
        body: String::new(),
        number: 0,
    };
    let length: usize = seen
        .header("content-length")
        .map_or(0, |n| n.parse().unwrap());
    while buffer.len() < end + 4 + length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    seen.body = String::from_utf8_lossy(&buffer[end + 4..end + 4 + length]).into_owned();
    buffer.drain(..end + 4 + length);
    Some(seen)
}
