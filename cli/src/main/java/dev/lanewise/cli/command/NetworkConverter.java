package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.network.NetworkFile;
import dev.lanewise.cli.network.NetworkKind;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --network}; iterates over the names that it may be. */
final class NetworkConverter implements ITypeConverter<Pending>, Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Stream.of(NetworkKind.values()).map(Choice::name).iterator();
    }

    @Override
    public Pending convert(String text) {
        if (NetworkFile.isText(text)) {
            return context -> NetworkFile.of(text);
        }
        if (NetworkFile.isName(text)) {
            return context -> NetworkFile.read(context, text);
        }
        String word = text.toLowerCase(Locale.ROOT);
        for (NetworkKind kind : NetworkKind.values()) {
            if (kind.word().equals(word)) {
                return context -> kind;
            }
        }
        throw new TypeConversionException("must be one of " + String.join(", ", this)
                + ", or a .json file; you gave '" + text + "'" + Nearest.question(word, this));
    }
}
