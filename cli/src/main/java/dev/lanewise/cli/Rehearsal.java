package dev.lanewise.cli;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.picture.GreyImage;
import dev.lanewise.cli.terminal.ColorChoice;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.mnist.Mnist;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Runs the commands that shall answer at once, and shows nothing. The launcher does so after a build,
 * and Java keeps what it loaded and learned on the way in a cache for later starts.
 */
final class Rehearsal {
    private static final int COLUMNS = 80;

    private Rehearsal() {}

    /** Fails if a command does. */
    public static void main(String[] arguments) throws IOException {
        BufferedImage digit = GreyImage.of(Mnist.load().test().image(0)).picture();
        for (String format : List.of("png", "jpg")) {
            ByteArrayOutputStream picture = new ByteArrayOutputStream();
            ImageIO.write(digit, format, picture);
            run(new ByteArrayInputStream(picture.toByteArray()), "predict", "-", "--explain");
        }
        for (List<String> command : List.of(List.<String>of(), List.of("--help"),
                List.of("--version"), List.of("train", "--help"), List.of("predict", "--help"),
                List.of("summary"), List.of("show", "--index", "0"),
                List.of("predict", "test:0", "--json"))) {
            run(InputStream.nullInputStream(), command.toArray(String[]::new));
        }
    }

    private static void run(InputStream input, String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Terminal terminal = new Terminal(nowhere, nowhere, true, true, COLUMNS, Map.of())
                .withColor(() -> ColorChoice.ALWAYS);
        int code = Lanewise.run(new CommandContext(terminal, input, Path.of(""),
                Clock.systemUTC(), "lanewise"), arguments);
        if (code != 0) {
            throw new IllegalStateException(
                    "lanewise " + String.join(" ", arguments) + " ended with " + code);
        }
    }
}
