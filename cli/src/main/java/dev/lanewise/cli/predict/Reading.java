package dev.lanewise.cli.predict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the network says of one picture or image.
 *
 * @param name as the user named it
 * @param digits from left to right; at least one
 * @param several whether several digits were asked for
 */
record Reading(String name, List<Guess> digits, boolean several) {

    Reading {
        digits = List.copyOf(digits);
    }

    Guess first() {
        return digits.getFirst();
    }

    /** The digits, with a question mark for each one that is unsure. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Guess digit : digits) {
            text.append(digit.sure() ? Integer.toString(digit.label()) : "?");
        }
        return text.toString();
    }

    /** That all digits are right, each independent of the others: the product of theirs. */
    double probability() {
        double product = 1;
        for (Guess digit : digits) {
            product *= digit.probability();
        }
        return product;
    }

    /** As a part of the JSON object. */
    Map<String, @Nullable Object> record() {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("image", name);
        if (several) {
            StringBuilder labels = new StringBuilder();
            digits.forEach(digit -> labels.append(digit.label()));
            record.put("digits", labels.toString());
            record.put("probability", probability());
            record.put("sure", digits.stream().allMatch(Guess::sure));
            record.put("each", digits.stream().map(Guess::record).toList());
        } else {
            record.putAll(first().record());
        }
        return record;
    }
}
