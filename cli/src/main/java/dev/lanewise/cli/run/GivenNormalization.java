package dev.lanewise.cli.run;

import dev.lanewise.engine.data.Normalization;

/**
 * How pixels become the input of a model, as the user says it.
 *
 * @param word what was typed
 * @param normalization what it means
 */
public record GivenNormalization(String word, Normalization normalization) {

    /**
     * Reads a word.
     *
     * @throws IllegalArgumentException if it is none; says what it must be
     */
    public static GivenNormalization of(String word) {
        return new GivenNormalization(word, switch (word) {
            case "none" -> Normalization.none();
            case "unit" -> Normalization.unit();
            default -> standard(word);
        });
    }

    private static Normalization standard(String word) {
        String[] parts = word.split(",", -1);
        try {
            if (parts.length == 2) {
                return Normalization.standard(Double.parseDouble(parts[0]),
                        Double.parseDouble(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            // No numbers, or none that make a normalization: said below.
        }
        throw new IllegalArgumentException("must be none, unit, or a mean and a deviation above 0"
                + " on the scale from 0 to 1, such as 0.1307,0.3081; you gave '" + word + "'");
    }
}
