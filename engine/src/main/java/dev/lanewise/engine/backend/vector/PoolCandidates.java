package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Candidates;
import dev.lanewise.engine.backend.Candidates.Candidate;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolForwardWithWinner;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolGradientByWinner;
import dev.lanewise.engine.backend.PoolShape;
import java.util.List;

/**
 * Which vector kernel a pooling gets, direction by direction; lists are made as in {@link
 * ConvolutionCandidates}.
 */
final class PoolCandidates {
    private final Backend scalar;

    /** Keeps the truth. */
    PoolCandidates(Backend scalar) {
        this.scalar = scalar;
    }

    Candidates<PoolShape, PoolForward> max() {
        return new Candidates<>(List.of(
                new Candidate<>(VectorPooling2x2::fits, s -> new VectorPooling2x2(s)::max),
                new Candidate<>(VectorPooling::fits, s -> new VectorPooling(s)::max),
                new Candidate<>(VectorImagePooling::fits, s -> new VectorImagePooling(s)::max)),
                scalar::maxPool);
    }

    Candidates<PoolShape, PoolForwardWithWinner> maxWithWinner() {
        return new Candidates<>(
                List.of(new Candidate<>(VectorPooling2x2::fits,
                        s -> new VectorPooling2x2(s)::maxWithWinner),
                        new Candidate<>(VectorPooling::fits,
                                s -> new VectorPooling(s)::maxWithWinner)),
                scalar::maxPoolWithWinner);
    }

    Candidates<PoolShape, PoolGradientByWinner> maxGradient() {
        return new Candidates<>(
                List.of(new Candidate<>(VectorPooling2x2::fitsGradient,
                        s -> new VectorPooling2x2(s)::maxGradient),
                        new Candidate<>(VectorPooling::fits,
                                s -> new VectorPooling(s)::maxGradient)),
                scalar::maxPoolGradient);
    }

    Candidates<PoolShape, PoolForward> average() {
        return new Candidates<>(List.of(
                new Candidate<>(VectorPooling::fits, s -> new VectorPooling(s)::average),
                new Candidate<>(VectorImagePooling::fits,
                        s -> new VectorImagePooling(s)::average)),
                scalar::averagePool);
    }

    Candidates<PoolShape, PoolGradient> averageGradient() {
        return new Candidates<>(List.of(
                new Candidate<>(VectorPooling::fits, s -> new VectorPooling(s)::averageGradient),
                new Candidate<>(VectorImagePooling::fitsGradient,
                        s -> new VectorImagePooling(s)::averageGradient)),
                scalar::averagePoolGradient);
    }
}
