package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.Version;
import dev.lanewise.cli.doctor.Diagnosis;
import dev.lanewise.cli.doctor.VirtualMachine;
import dev.lanewise.cli.terminal.LabelledLine;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.kernel.KernelInfo;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}. */
@Command(
        description = "Shows what this machine and its Java offer, and which kernels are chosen and"
                + " why.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"See which kernels run here:",
                "  @|bold lanewise doctor|@",
                "Add that to a report of an error:",
                "  @|bold lanewise doctor --json > doctor.json|@"})
public final class DoctorCommand implements Callable<Integer> {
    private static final String UNKNOWN = "unknown";
    private static final int LABEL_WIDTH = 13;

    private final CommandContext context;

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public DoctorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Diagnosis diagnosis = Diagnosis.here();
        if (output.json) {
            context.terminal().out().println(Json.line(diagnosis.record()));
        } else {
            print(diagnosis);
        }
        context.terminal().out().flush();
        return ExitCode.OK;
    }

    private void print(Diagnosis diagnosis) {
        VirtualMachine machine = diagnosis.virtualMachine();
        line("Lanewise", Version.current());
        line("Java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        line("  home", System.getProperty("java.home"));
        line("  VM", System.getProperty("java.vm.name") + ", "
                + System.getProperty("java.vm.info"));
        line("  arguments", joined(machine.arguments()));
        line("  collector", String.join(", ", machine.collectors()));
        line("  flags", joined(machine.vectorFlags()
                .entrySet()
                .stream()
                .map(flag -> flag.getKey() + "=" + flag.getValue())
                .collect(Collectors.toList())));
        line("System", System.getProperty("os.name") + " " + System.getProperty("os.version")
                + ", " + System.getProperty("os.arch"));
        line("CPU", diagnosis.processor().model().orElse(UNKNOWN));
        line("  features", joined(diagnosis.processor().features()));
        line("  cores", Integer.toString(diagnosis.cores()));
        line("Heap", "at most " + Numbers.bytes(diagnosis.heapBytes()));
        KernelInfo kernels = diagnosis.kernels();
        line("Kernels", kernels.backend());
        line("  vectors", kernels.bits() == 0 ? "none"
                : kernels.bits() + " bits, " + diagnosis.lanes() + " float lanes");
        line("  FMA", kernels.fma() ? "in hardware" : "absent");
        line("  because", kernels.reason());
        if (!kernels.advice().isEmpty()) {
            line("  advice", kernels.advice());
        }
    }

    private static String joined(Collection<String> words) {
        return words.isEmpty() ? UNKNOWN : String.join(" ", words);
    }

    private void line(String label, String text) {
        context.terminal().out().println(LabelledLine.of(label, LABEL_WIDTH, text));
    }
}
