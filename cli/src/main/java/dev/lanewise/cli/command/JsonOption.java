package dev.lanewise.cli.command;

import picocli.CommandLine.Option;

/** {@code --json} of the commands that print one object. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object (see docs/formats.md).")
    boolean json;
}
