package dev.lanewise.cli.compare;

import dev.lanewise.cli.run.Predictions.Answer;
import java.util.List;

/**
 * What several runs say of one test image.
 *
 * @param index of the image
 * @param classNames of its data
 * @param answers of all runs
 */
public record Disagreement(int index, List<String> classNames, List<Answer> answers) {

    /** Keeps unmodifiable copies. */
    public Disagreement {
        classNames = List.copyOf(classNames);
        answers = List.copyOf(answers);
    }

    /** Whether some are right and others aren't. */
    boolean isOne() {
        return answers.stream().map(Answer::isRight).distinct().count() > 1;
    }

    /** Its class. */
    String label() {
        return classNames.get(answers.getFirst().label());
    }

    /** What each run takes it for. */
    List<String> predicted() {
        return answers.stream().map(answer -> classNames.get(answer.predicted())).toList();
    }
}
