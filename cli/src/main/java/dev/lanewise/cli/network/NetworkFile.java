package dev.lanewise.cli.network;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.file.NetworkText;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A network in the text form of model files. What a run keeps is the text itself: the file that it came
 * from may change, and a resumed run must not.
 */
public final class NetworkFile implements NetworkChoice {
    /** What a file's name ends with, so that it can be told from a mistyped name of a network. */
    public static final String ENDING = ".json";
    private static final String BEGINNING = "{";
    private static final long LONGEST = 1 << 20;

    private final String text;
    private final Network network;

    private NetworkFile(String source, String text) {
        try {
            this.network = NetworkText.read(text);
            this.text = NetworkText.write(network);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--network must have a network that can be built; in " + source
                    + " " + reason(e) + "; correct it.");
        }
    }

    private static String reason(IllegalArgumentException e) {
        return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    }

    /** Whether a word is a network's text, and no name. */
    public static boolean isText(String word) {
        return word.startsWith(BEGINNING);
    }

    /** Whether a word is a file's name. */
    public static boolean isName(String word) {
        return word.endsWith(ENDING);
    }

    /**
     * Reads a text.
     *
     * @throws UsageException if it is no network's
     */
    public static NetworkFile of(String text) {
        return new NetworkFile("the text", text);
    }

    /** A network as it is. */
    public static NetworkFile of(Network network) {
        return of(NetworkText.write(network));
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if there is none, or it can't be read, or holds no network
     */
    public static NetworkFile read(CommandContext context, String name) {
        Path file = context.resolve(context.path("--network", name));
        try {
            if (Files.size(file) > LONGEST) {
                throw new UsageException("--network must be a file of at most " + LONGEST
                        + " bytes; you gave " + name + ", which is longer; name another.");
            }
            return new NetworkFile(name, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("--network must be a name or the JSON file of a network; you"
                    + " gave " + name + ", and there is no such file.");
        } catch (CharacterCodingException e) {
            throw new UsageException("--network must be a text in UTF-8; you gave " + name
                    + ", which is none; save it so.");
        } catch (IOException e) {
            throw new UsageException("--network must be a file that can be read; you gave " + name
                    + ": " + IoFailure.reason(e) + ".");
        }
    }

    @Override
    public String word() {
        return text;
    }

    @Override
    public String name(boolean title) {
        return title ? "Own network" : "own network";
    }

    @Override
    public Network build(Activation activation, Shape input, int classes) {
        return network;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkFile that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
