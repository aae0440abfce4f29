package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.Ranges;
import dev.lanewise.cli.base.StopSignals;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.serve.PageServer;
import dev.lanewise.cli.serve.ServeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code serve}. */
@Command(description = "Serves a model to this machine: a page on which a digit is drawn while the"
        + " network looks on, pictures by HTTP, and the Open Inference Protocol, version 2. Stop it"
        + " with Ctrl-C.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"Draw a digit: open the address that is printed:",
                "  @|bold lanewise serve|@",
                "Serve a certain model on any free port:",
                "  @|bold lanewise serve runs/last --port 0|@",
                "Serve the machines around, as from a container:",
                "  @|bold lanewise serve --bind 0.0.0.0|@"})
public final class ServeCommand implements Callable<Integer> {
    private static final String PORT = "8080";
    private static final int LAST_PORT = 65_535;
    /** JREs that were cut down may leave it out. */
    private static final String MODULE = "jdk.httpserver";

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1",
            description = "A run folder, a .safetensors or .onnx file, or pretrained: the network"
                    + " that comes with the program (default: the newest run, else pretrained).")
    private @Nullable Path model;

    @Option(names = "--port", paramLabel = "N", defaultValue = PORT,
            description = "Listen on this port; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", converter = AddressConverter.class,
            description = "Listen on this IP address, 0.0.0.0 for all: others can then reach the"
                    + " server, which asks nobody for a password (default: this machine alone).")
    private @Nullable InetAddress bind;

    @Mixin
    private MinProbabilityOption minProbability = new MinProbabilityOption();

    @Mixin
    private NormalizationOption normalization = new NormalizationOption();

    /** The command in its context. */
    public ServeCommand(CommandContext context) {
        this.context = context;
    }

    /** Reads an address without asking anybody for a name. */
    static final class AddressConverter implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("must be an IP address of this machine, such as"
                        + " 192.168.1.5, or 0.0.0.0 for all; you gave '" + text + "'");
            }
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw new UnsupportedOperationException("serve must have Java's module " + MODULE
                    + ", which " + System.getProperty("java.home")
                    + " leaves out; use a whole JRE or a JDK.");
        }
        Ranges.whole("--port", port, 0, LAST_PORT);
        NamedModel named = NamedModel
                .find(context, Optional.ofNullable(model), normalization.value())
                .requireDigits();
        ServeSettings settings = new ServeSettings(named,
                Optional.ofNullable(bind).orElseGet(InetAddress::getLoopbackAddress), port,
                bind != null, minProbability.value());
        CountDownLatch stopped = new CountDownLatch(1);
        try (StopSignals signals = StopSignals.listen();
                PageServer server = PageServer.start(settings, this::tell)) {
            say("serving " + named.described() + " at " + server.address()
                    + " (Ctrl-C stops it)");
            named.remark(normalization.value()).ifPresent(remark -> say("lanewise: " + remark));
            signals.onFirst(stopped::countDown);
            stopped.await();
            return ExitCode.ofSignal(signals.received());
        }
    }

    /** A failure of the program itself, while it answered a request. */
    private void tell(RuntimeException failure) {
        say("lanewise: A request failed: " + failure + ".");
    }

    private synchronized void say(String line) {
        PrintWriter err = context.terminal().err();
        err.println(Printable.of(line));
        err.flush();
    }
}
