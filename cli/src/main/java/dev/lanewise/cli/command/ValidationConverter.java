package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.option.Validation;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --validation}; iterates over the words that it may be beside a number. */
final class ValidationConverter implements ITypeConverter<Validation>, Iterable<String> {
    private static final String NONE = "none";
    private static final String TEST = "test";

    @Override
    public Iterator<String> iterator() {
        return List.of(NONE, TEST).iterator();
    }

    @Override
    public Validation convert(String text) {
        if (text.equals(NONE)) {
            return Validation.none();
        }
        if (text.equals(TEST)) {
            return Validation.test();
        }
        try {
            int images = Integer.parseInt(text);
            if (images >= 1) {
                return Validation.heldOut(images);
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers out of range.
        }
        throw new TypeConversionException("must be none, test, or a number of training images"
                + " from 1; you gave '" + text + "'" + Nearest.question(text, this));
    }
}
