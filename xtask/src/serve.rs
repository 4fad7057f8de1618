//! Serves `www/dist` the way a careful host would: fixed types, a strict policy, nothing outside the folder.

use crate::places::Places;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

#[derive(Args)]
pub struct Options {
    /// The port; when it is taken, the next free one.
    #[arg(long, default_value_t = 8480)]
    port: u16,
    /// Let other devices in the same network open the page too.
    #[arg(long)]
    lan: bool,
    /// Don't open a browser.
    #[arg(long)]
    no_open: bool,
}

/// Ports tried after the one asked for.
const MORE_PORTS: u16 = 20;

/// Has a policy of its own: see `www/vite/lookup-desk.ts`.
const DESK: &str = "/lookup.html";

/// The longest request that we read.
const MAX_REQUEST: u64 = 16 * 1024;

pub fn serve(places: &Places, options: &Options) -> Result<()> {
    let site = Site::open(places)?;
    let host = IpAddr::V4(if options.lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    });
    let listener = listen(host, options.port)?;
    let port = listener.local_addr()?.port();
    let address = format!("http://127.0.0.1:{port}/");
    if port != options.port {
        println!("Port {} is taken; using {port}.", options.port);
    }
    println!("\nThe page is at {address}   (Ctrl-C ends)\n");
    println!("{}", on_a_phone(port, options.lan));
    if !options.no_open && std::env::var_os("CI").is_none() {
        open_browser(&address);
    }
    for stream in listener.incoming().flatten() {
        let site = site.clone();
        std::thread::spawn(move || site.answer(&stream));
    }
    Ok(())
}

fn on_a_phone(port: u16, lan: bool) -> String {
    let camera = format!(
        "On a phone the camera works only on https or localhost; with Android and a cable, `adb reverse tcp:{port} tcp:{port}` \
         makes it http://localhost:{port}/ there."
    );
    match (lan, own_address()) {
        (true, Some(address)) => {
            format!(
                "A phone in the same network opens http://{address}:{port}/ (pictures, links and paste work).\n{camera}"
            )
        }
        (true, None) => {
            format!("This machine seems to be in no network that a phone could share.\n{camera}")
        }
        (false, _) => format!(
            "For a phone in the same network, start with --lan (pictures, links and paste work).\n{camera}"
        ),
    }
}

/// The address by which others in the network see this machine. Connecting a UDP socket sends nothing.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    // An address set aside for documentation (RFC 5737): routed like any other, reached by nobody.
    socket.connect("192.0.2.1:9").ok()?;
    socket
        .local_addr()
        .ok()
        .map(|address| address.ip())
        .filter(|ip| !ip.is_loopback())
}

fn listen(host: IpAddr, port: u16) -> Result<TcpListener> {
    let asked = (0..=MORE_PORTS).filter_map(|more| port.checked_add(more));
    asked
        .chain([0])
        .find_map(|port| TcpListener::bind((host, port)).ok())
        .with_context(|| format!("no free port at {port} or above; name another with --port"))
}

fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if cfg!(target_os = "linux")
        && ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .all(|name| std::env::var_os(name).is_none())
    {
        return;
    }
    // A machine without a browser still serves.
    let _ = Command::new(opener)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}

#[derive(Clone)]
struct Site {
    folder: PathBuf,
    /// Headers of every answer, each line ended.
    headers: String,
    /// Those of the frame at which other hosts are asked.
    desk: String,
}

impl Site {
    fn open(places: &Places) -> Result<Self> {
        let policy = places.www.join("csp.txt");
        let policy = fs::read_to_string(&policy)
            .with_context(|| format!("cannot read {}", policy.display()))?;
        Self::new(&places.dist, &policy)
    }

    /// `policy` is the Content-Security-Policy that the page also carries as a tag; who may frame the page can only be
    /// said in a header.
    fn new(folder: &Path, policy: &str) -> Result<Self> {
        let policy = policy.trim().trim_end_matches(';');
        if policy.is_empty() || policy.contains(['\r', '\n']) {
            bail!("www/csp.txt must be one line");
        }
        let folder = folder
            .canonicalize()
            .with_context(|| format!("{} is not built", folder.display()))?;
        let headers = |policy: &str| {
            format!(
                "Content-Security-Policy: {policy}\r\n\
             Referrer-Policy: no-referrer\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Cross-Origin-Opener-Policy: same-origin\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\n\
             Permissions-Policy: camera=(self), geolocation=(), microphone=()\r\n\
             Connection: close\r\n"
            )
        };
        Ok(Self {
            folder,
            headers: headers(&format!("{policy}; frame-ancestors 'none'")),
            // Its policy stands in it; only this page may frame it, and it has no origin even where nobody frames it.
            desk: headers("frame-ancestors 'self'; sandbox allow-scripts"),
        })
    }

    fn answer(&self, stream: &TcpStream) {
        // A client that says nothing, or goes away, costs a thread for ten seconds and nothing more.
        let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
        let _ = stream.set_write_timeout(Some(Duration::from_secs(30)));
        if let Some(request) = read_request(stream) {
            let answer = self.answer_to(&request);
            let mut writer = stream;
            let _ = writer.write_all(&answer).and_then(|()| writer.flush());
            let _ = stream.shutdown(std::net::Shutdown::Write);
        }
    }

    /// The whole answer to a request's first line.
    fn answer_to(&self, request: &str) -> Vec<u8> {
        let mut words = request.split(' ');
        let (method, target) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        let with_body = match method {
            "GET" => true,
            "HEAD" => false,
            _ => return self.message("405 Method Not Allowed", "Allow: GET, HEAD\r\n", true),
        };
        let Some(file) = self.file_of(target) else {
            return self.message("404 Not Found", "", with_body);
        };
        let Ok(body) = fs::read(&file) else {
            return self.message("404 Not Found", "", with_body);
        };
        // Vite puts a hash into the names below assets/, so those never change.
        let cache = if target.starts_with("/assets/") {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        // Other origins may embed the widget; a sandboxed frame's origin is always another.
        let guests = if target.starts_with("/widget/") {
            "Access-Control-Allow-Origin: *\r\n"
        } else {
            ""
        };
        let headers = if target == DESK {
            &self.desk
        } else {
            &self.headers
        };
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {cache}\r\n{guests}{headers}\r\n",
            media_type(&file),
            body.len(),
        );
        let mut answer = head.into_bytes();
        if with_body {
            answer.extend(body);
        }
        answer
    }

    fn message(&self, status: &str, header: &str, with_body: bool) -> Vec<u8> {
        let body = format!("{status}\n");
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n{header}{}\r\n",
            body.len(),
            self.headers
        );
        (if with_body { head + &body } else { head }).into_bytes()
    }

    /// The file that a request names, if it lies in the folder; links that lead out of it do not count.
    fn file_of(&self, target: &str) -> Option<PathBuf> {
        let path = target.split(['?', '#']).next()?;
        let path = percent_decoded(path.strip_prefix('/')?)?;
        let mut file = self.folder.clone();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            if part.starts_with('.') || part.contains(['\\', '\0', ':']) {
                return None;
            }
            file.push(part);
        }
        if path.is_empty() || path.ends_with('/') {
            file.push("index.html");
        }
        let file = file.canonicalize().ok()?;
        (file.starts_with(&self.folder) && file.is_file()).then_some(file)
    }
}

fn read_request(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream.take(MAX_REQUEST));
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    // The rest is read so that closing the connection does not reset it, and then forgotten.
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).ok()? > 2 {
        line.clear();
    }
    Some(first.trim_end().to_owned())
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [char::from(rest.next()?), char::from(rest.next()?)];
            let [high, low] = digits.map(|digit| digit.to_digit(16));
            bytes.push(u8::try_from(high? * 16 + low?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Site, listen};
    use std::fs;
    use std::io::{Read, Write};
    use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
    use std::path::PathBuf;

    const POLICY: &str = "default-src 'none'; script-src 'self'\n";

    /// A folder with a page in it, and a secret beside it.
    fn site(name: &str) -> (Site, PathBuf) {
        let folder =
            std::env::temp_dir().join(format!("xtask-serve-{name}-{}", std::process::id()));
        let dist = folder.join("dist");
        fs::create_dir_all(dist.join("assets")).unwrap();
        fs::write(folder.join("secret.txt"), "secret").unwrap();
        fs::write(dist.join(".hidden"), "secret").unwrap();
        fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
        fs::write(dist.join("assets/verify-1a2b.wasm"), b"\0asm").unwrap();
        fs::write(dist.join("a slip.png"), "png").unwrap();
        (Site::new(&dist, POLICY).unwrap(), folder)
    }

    fn get(site: &Site, target: &str) -> String {
        String::from_utf8(site.answer_to(&format!("GET {target} HTTP/1.1"))).unwrap()
    }

    #[test]
    fn files_come_with_their_type_and_the_policy() {
        let (site, folder) = site("types");
        let page = get(&site, "/?x=1");
        assert!(
            page.starts_with("HTTP/1.1 200 OK\r\n") && page.ends_with("\r\n\r\n<!doctype html>"),
            "{page}"
        );
        assert!(page.contains("Content-Type: text/html; charset=utf-8\r\n"));
        assert!(page.contains("Content-Security-Policy: default-src 'none'; script-src 'self'; frame-ancestors 'none'\r\n"));
        assert!(
            page.contains("Referrer-Policy: no-referrer\r\n")
                && page.contains("X-Content-Type-Options: nosniff\r\n")
        );
        let wasm = get(&site, "/assets/verify-1a2b.wasm");
        assert!(wasm.contains("Content-Type: application/wasm\r\n") && wasm.contains("immutable"));
        assert!(get(&site, "/a%20slip.png").contains("Content-Type: image/png\r\n"));
        let head = String::from_utf8(site.answer_to("HEAD / HTTP/1.1")).unwrap();
        assert!(head.contains("Content-Length: 15\r\n") && head.ends_with("\r\n\r\n"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let (site, folder) = site("outside");
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.join("secret.txt"), folder.join("dist/link.txt"))
            .unwrap();
        let targets = [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/assets/../../secret.txt",
            "/..\\secret.txt",
            "/link.txt",
            "/.hidden",
            "//../secret.txt",
            "/%00",
            "/%zz",
            "/%c3%28",
            "secret.txt",
            "",
            "/assets",
            "/c:/x",
        ];
        for target in targets {
            let answer = get(&site, target);
            assert!(
                answer.starts_with("HTTP/1.1 404") && !answer.contains("secret"),
                "{target}: {answer}"
            );
        }
        assert!(
            String::from_utf8(site.answer_to("POST / HTTP/1.1"))
                .unwrap()
                .starts_with("HTTP/1.1 405")
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_whole_request_is_answered_over_a_socket() {
        let (site, folder) = site("socket");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || site.answer(&listener.accept().unwrap().0));
        let mut client = TcpStream::connect(address).unwrap();
        client
            .write_all(b"GET / HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        server.join().unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("<!doctype html>"),
            "{answer}"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_taken_port_gives_way_to_another() {
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let first = listen(host, 0).unwrap();
        let taken = first.local_addr().unwrap().port();
        assert_ne!(
            listen(host, taken).unwrap().local_addr().unwrap().port(),
            taken
        );
    }

    #[test]
    fn the_desk_may_be_framed_by_the_page_and_has_no_origin() {
        let (site, folder) = site("desk");
        fs::write(folder.join("dist/lookup.html"), "<!doctype html>").unwrap();
        let desk = get(&site, "/lookup.html");
        assert!(
            desk.contains(
                "Content-Security-Policy: frame-ancestors 'self'; sandbox allow-scripts\r\n"
            ),
            "{desk}"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_policy_of_two_lines_is_refused() {
        assert!(Site::new(&std::env::temp_dir(), "default-src 'none'\nX: y").is_err());
        assert!(Site::new(&std::env::temp_dir(), "").is_err());
    }
}
