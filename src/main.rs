//! The vidimus program: hands its arguments over and returns the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    vidimus::cli::main(std::env::args_os())
}
