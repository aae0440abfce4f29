package dev.lanewise.cli.command;

import dev.lanewise.bench.harness.CoreBench;
import dev.lanewise.bench.harness.CoreLimits;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.Version;
import dev.lanewise.cli.doctor.Checks;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.cli.doctor.Measurement;
import dev.lanewise.cli.doctor.VirtualMachine;
import dev.lanewise.cli.terminal.LabelledLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.engine.kernel.KernelInfo;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
        description = "Says whether everything is ready, which kernels run here and why, and what this"
                + " machine and its Java offer.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Check this machine:",
                "  @|bold lanewise doctor|@",
                "See what binds its CPU, arithmetic or loads:",
                "  @|bold lanewise doctor --measure|@",
                "Save everything for a bug report:",
                "  @|bold lanewise doctor --json > doctor.json|@"})
public final class DoctorCommand implements Callable<Integer> {
    private static final String PORTABLE = "portable";
    private static final String UNKNOWN = "unknown";
    private static final int LABEL_WIDTH = 13;

    private final CommandContext context;
    private final Supplier<CoreLimits> bench;

    @Option(names = "--measure",
            description = "Also measure what binds one core, FMA units, loads or caches; takes about"
                    + " a second.")
    private boolean measure;

    @Option(names = "--verbose",
            description = "Also show Java's garbage collector, flags and arguments.")
    private boolean verbose;

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public DoctorCommand(CommandContext context) {
        this(context, CoreBench::run);
    }

    /** The command with something else that measures. */
    DoctorCommand(CommandContext context, Supplier<CoreLimits> bench) {
        this.context = context;
        this.bench = bench;
    }

    @Override
    public Integer call() {
        Diagnosis diagnosis = Diagnosis.here(context.directory());
        Optional<Measurement> measured = measure
                ? Optional.of(Measurement.here(diagnosis.kernels(), bench))
                : Optional.empty();
        if (output.json) {
            Map<String, Object> record = new LinkedHashMap<>(diagnosis.record());
            measured.ifPresent(found -> record.put("measured", found.record()));
            context.terminal().out().println(Json.line(record));
        } else {
            print(diagnosis, measured);
        }
        context.terminal().out().flush();
        return ExitCode.OK;
    }

    private void print(Diagnosis diagnosis, Optional<Measurement> measured) {
        verdict(diagnosis);
        KernelInfo kernels = diagnosis.kernels();
        line("Kernels", kernels.backend());
        line("  vectors", vectors(kernels, diagnosis.lanes()));
        line("  FMA", kernels.fma() ? "in hardware" : "absent");
        line("  because", kernels.reason());
        if (!kernels.advice().isEmpty()) {
            line("  advice", kernels.advice());
        }
        checks(diagnosis.checks());
        line("Lanewise", Version.current());
        line("Java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        line("  home", System.getProperty("java.home"));
        line("  VM", System.getProperty("java.vm.name") + ", "
                + System.getProperty("java.vm.info"));
        line("System", System.getProperty("os.name") + " " + System.getProperty("os.version")
                + ", " + System.getProperty("os.arch"));
        line("CPU", diagnosis.processor().model().orElse(UNKNOWN));
        line("  cores", Integer.toString(diagnosis.cores()));
        line("  features", joined(diagnosis.processor().features()));
        measured.ifPresent(found -> found.lines().forEach(this::line));
        line("Memory", (diagnosis.memoryBytes() == 0 ? UNKNOWN
                : Numbers.bytes(diagnosis.memoryBytes())) + "; Java's heap at most "
                + Numbers.bytes(diagnosis.heapBytes()));
        if (verbose) {
            options(diagnosis.virtualMachine());
        }
    }

    private static String vectors(KernelInfo kernels, int lanes) {
        return switch (kernels.backend()) {
            case "vector" -> kernels.bits() + " bits, " + lanes + " float lanes";
            case PORTABLE -> "where the JIT compiler makes them of plain loops";
            default -> "none";
        };
    }

    /** The answer to the question that the command is asked, first. */
    private void verdict(Diagnosis diagnosis) {
        List<String> problems = diagnosis.checks().problems();
        KernelInfo kernels = diagnosis.kernels();
        Style style = context.terminal().outStyle();
        PrintWriter out = context.terminal().out();
        if (!problems.isEmpty()) {
            out.println("✗ not ready: " + String.join("; ", problems));
        } else if (kernels.backend().equals(PORTABLE)) {
            out.println(style.good("✓ ready") + ", but not at full speed: portable kernels");
        } else if (kernels.bits() == 0) {
            out.println("✓ ready, but slow: scalar kernels");
        } else {
            out.println(style.good("✓ ready") + ": vector kernels, " + kernels.bits() + " bits");
        }
        diagnosis.warnings().forEach(warning -> line("Warning", warning));
        out.println();
    }

    private void checks(Checks checks) {
        String problem = checks.dataProblem();
        line("Checks", "");
        line("  launcher", checks.launcher() ? context.program()
                : "not used; the options that speed training up are missing");
        line("  data", problem == null ? "MNIST, complete" : problem);
        line("  runs", checks.folder() + (checks.writable() ? ", writable" : ", not writable"));
    }

    private void options(VirtualMachine machine) {
        line("JVM", "");
        line("  collector", String.join(", ", machine.collectors()));
        line("  flags", joined(machine.vectorFlags()
                .entrySet()
                .stream()
                .map(flag -> flag.getKey() + "=" + flag.getValue())
                .collect(Collectors.toList())));
        line("  arguments", joined(machine.arguments()));
    }

    private static String joined(Collection<String> words) {
        return words.isEmpty() ? UNKNOWN : String.join(" ", words);
    }

    private void line(String label, String text) {
        Terminal terminal = context.terminal();
        LabelledLine.wrapped(label, LABEL_WIDTH, Printable.of(text), terminal.columns())
                .forEach(line -> terminal.out().println(line.stripTrailing()));
    }
}
