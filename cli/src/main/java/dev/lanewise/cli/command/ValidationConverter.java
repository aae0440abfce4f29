package dev.lanewise.cli.command;

import dev.lanewise.cli.train.Validation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --validation}. */
final class ValidationConverter implements ITypeConverter<Validation> {

    @Override
    public Validation convert(String text) {
        if (text.equals("none")) {
            return Validation.none();
        }
        if (text.equals("test")) {
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
        throw new TypeConversionException("expected none, test, or a number of training images"
                + " of at least 1, found '" + text + "'");
    }
}
