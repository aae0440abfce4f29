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

/** Which vector kernel a pooling gets, direction by direction. */
final class PoolCandidates {
    final Candidates<PoolShape, PoolForward> max;
    final Candidates<PoolShape, PoolForwardWithWinner> maxWithWinner;
    final Candidates<PoolShape, PoolGradientByWinner> maxGradient;
    final Candidates<PoolShape, PoolForward> average;
    final Candidates<PoolShape, PoolGradient> averageGradient;

    /** Makes the lists; {@code scalar} is the truth. */
    PoolCandidates(Backend scalar) {
        this.max = new Candidates<>(List.of(
                new Candidate<>(VectorPooling::fits, s -> new VectorPooling(s)::max),
                new Candidate<>(VectorImagePooling::fits, s -> new VectorImagePooling(s)::max)),
                scalar::maxPool);
        this.maxWithWinner = new Candidates<>(
                List.of(new Candidate<>(VectorPooling::fits,
                        s -> new VectorPooling(s)::maxWithWinner)),
                scalar::maxPoolWithWinner);
        this.maxGradient = new Candidates<>(
                List.of(new Candidate<>(VectorPooling::fits,
                        s -> new VectorPooling(s)::maxGradient)),
                scalar::maxPoolGradient);
        this.average = new Candidates<>(List.of(
                new Candidate<>(VectorPooling::fits, s -> new VectorPooling(s)::average),
                new Candidate<>(VectorImagePooling::fits,
                        s -> new VectorImagePooling(s)::average)),
                scalar::averagePool);
        this.averageGradient = new Candidates<>(List.of(
                new Candidate<>(VectorPooling::fits, s -> new VectorPooling(s)::averageGradient),
                new Candidate<>(VectorImagePooling::fitsGradient,
                        s -> new VectorImagePooling(s)::averageGradient)),
                scalar::averagePoolGradient);
    }
}
