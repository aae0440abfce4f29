package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.BandedConvolution;
import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.Candidates;
import dev.lanewise.engine.backend.Candidates.Candidate;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.ConvolutionForwardWithWinner;
import dev.lanewise.engine.backend.ConvolutionInputGradient;
import dev.lanewise.engine.backend.ConvolutionShape;
import dev.lanewise.engine.backend.ConvolutionWeightGradient;
import dev.lanewise.engine.backend.Epilogue;
import dev.lanewise.engine.backend.GroupedConvolution;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import dev.lanewise.engine.backend.PreparedConvolution;
import dev.lanewise.engine.backend.Tuning;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which vector kernel a convolution gets, direction by direction. A list is made when it is asked for:
 * all at once, their functions would cost a process that starts some 90 ms.
 */
final class ConvolutionCandidates {
    private final Backend vector;
    private final Backend scalar;
    private final Tuning.Products tuning;

    /**
     * Keeps what kernels are made with.
     *
     * @param vector what bands and groups are computed with
     * @param scalar the truth
     */
    ConvolutionCandidates(Backend vector, Backend scalar, Tuning.Products tuning) {
        this.vector = vector;
        this.scalar = scalar;
        this.tuning = tuning;
    }

    /** Each with this end for its sums, if there is one. */
    Candidates<ConvolutionShape, ConvolutionForward> forward(@Nullable Epilogue end) {
        return new Candidates<>(List.of(
                new Candidate<>(VectorImageStrided::fits,
                        s -> new VectorImageStrided(s, tuning, end)),
                new Candidate<>(VectorImageForward::fits,
                        s -> new VectorImageForward(s, tuning, end)),
                new Candidate<>(VectorConvolution::fillsVectors,
                        s -> new VectorConvolution(s, tuning, end)::forward),
                new Candidate<>(VectorDepthwise3x3::fits,
                        s -> new VectorDepthwise3x3(s, end)::forward),
                new Candidate<>(VectorDepthwise::fits, s -> new VectorDepthwise(s, end)),
                new Candidate<>(VectorImageDepthwise::fits, s -> new VectorImageDepthwise(s, end)),
                new Candidate<>(s -> s.groups() > 1,
                        s -> ended(GroupedConvolution.forward(s, vector::convolutionForward), s,
                                end))),
                s -> ended(scalar.convolutionForward(s), s, end));
    }

    /** A kernel that knows no end for its sums, and the end as a pass of its own. */
    private ConvolutionForward ended(ConvolutionForward kernel, ConvolutionShape shape,
            @Nullable Epilogue end) {
        return end == null ? kernel : end.after(kernel, shape.out(), vector);
    }

    /** Empty where weights as they are do as well. */
    Optional<PreparedConvolution> prepared(ConvolutionShape shape, @Nullable Epilogue end) {
        return VectorChannelConvolution.fits(shape)
                ? Optional.of(new VectorChannelConvolution(shape, vector, end))
                : Optional.empty();
    }

    Candidates<ConvolutionShape, ConvolutionInputGradient> inputGradient() {
        return new Candidates<>(List.of(
                new Candidate<>(VectorConvolution::isTile,
                        s -> VectorConvolution.forInputGradient(s, tuning)::inputGradient),
                new Candidate<>(VectorImageInputGradient::fits,
                        s -> new VectorImageInputGradient(s, tuning)),
                new Candidate<>(VectorDepthwiseInputGradient::fits,
                        VectorDepthwiseInputGradient::new),
                new Candidate<>(s -> s.groups() > 1,
                        s -> GroupedConvolution.inputGradient(s,
                                vector::convolutionInputGradient))),
                scalar::convolutionInputGradient);
    }

    Candidates<ConvolutionShape, ConvolutionWeightGradient> weightGradient() {
        return new Candidates<>(List.of(
                new Candidate<>(VectorWeightGradientRows::fits,
                        s -> new VectorWeightGradientRows(s, vector.tuning().bands())),
                new Candidate<>(VectorConvolution::isTile,
                        s -> new VectorConvolution(s, tuning, null)::weightGradient),
                new Candidate<>(VectorImageWeightGradient::fits,
                        s -> new VectorImageWeightGradient(s, tuning)),
                new Candidate<>(VectorDepthwise3x3::fits,
                        s -> new VectorDepthwise3x3(s, null)::weightGradient),
                new Candidate<>(s -> s.groups() > 1,
                        s -> GroupedConvolution.weightGradient(s,
                                vector::convolutionWeightGradient))),
                scalar::convolutionWeightGradient);
    }

    Candidates<MapShape, BiasGradient> biasGradient() {
        return new Candidates<>(
                List.of(new Candidate<>(VectorBiasGradient::fits, VectorBiasGradient::new),
                        new Candidate<>(VectorImageSums::fits, VectorImageSums::new)),
                scalar::biasGradient);
    }

    Candidates<PooledConvolutionShape, ConvolutionForward> maxPooled() {
        return new Candidates<>(
                List.of(new Candidate<>(VectorPooledConvolution::fits,
                        s -> new VectorPooledConvolution(s)::max)),
                s -> BandedConvolution.max(vector, s));
    }

    Candidates<PooledConvolutionShape, ConvolutionForwardWithWinner> maxPooledWithWinner() {
        return new Candidates<>(
                List.of(new Candidate<>(VectorPooledConvolution::fits,
                        s -> new VectorPooledConvolution(s)::maxWithWinner)),
                s -> BandedConvolution.maxWithWinner(vector, s));
    }
}
