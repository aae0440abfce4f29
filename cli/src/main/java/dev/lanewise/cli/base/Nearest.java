package dev.lanewise.cli.base;

import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
public final class Nearest {
    /** One slip is forgiven for every so many letters. */
    private static final int LETTERS_A_SLIP = 3;
    private static final int FEWEST_LETTERS = 2;

    private Nearest() {}

    /** What an error says after {@code word}: a question with the nearest candidate, or nothing. */
    public static String question(String word, Iterable<String> candidates) {
        return of(word, candidates)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    /**
     * The candidate that is fewest slips away, the first of equals. One that begins with the word is
     * taken for one slip away, however long it is. Empty if all are too far, and for a word of a
     * single letter, which is near to everything short.
     */
    public static Optional<String> of(String word, Iterable<String> candidates) {
        int letters = word.replaceFirst("^-+", "").length();
        if (letters < FEWEST_LETTERS) {
            return Optional.empty();
        }
        int least = Math.max(1, word.length() / LETTERS_A_SLIP) + 1;
        String nearest = null;
        for (String candidate : candidates) {
            boolean begun = letters >= LETTERS_A_SLIP && candidate.startsWith(word);
            int slips = begun ? Math.min(1, slips(word, candidate)) : slips(word, candidate);
            if (slips < least) {
                least = slips;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * Letters left out, put in, mistaken, or swapped with their neighbour (Damerau 1964, in the
     * form without edits inside a swapped pair, called optimal string alignment).
     */
    static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                int mistaken = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                slips[i][j] = Math.min(slips[i - 1][j - 1] + mistaken,
                        Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[a.length()][b.length()];
    }
}
