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
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import dev.lanewise.engine.backend.Tuning;
import java.util.List;

/** Which vector kernel a convolution gets, direction by direction. */
final class ConvolutionCandidates {
    final Candidates<ConvolutionShape, ConvolutionForward> forward;
    final Candidates<ConvolutionShape, ConvolutionInputGradient> inputGradient;
    final Candidates<ConvolutionShape, ConvolutionWeightGradient> weightGradient;
    final Candidates<MapShape, BiasGradient> biasGradient;
    final Candidates<PooledConvolutionShape, ConvolutionForward> maxPooled;
    final Candidates<PooledConvolutionShape, ConvolutionForwardWithWinner> maxPooledWithWinner;

    /**
     * Makes the lists.
     *
     * @param vector what bands are computed with
     * @param scalar the truth
     */
    ConvolutionCandidates(Backend vector, Backend scalar, Tuning.Products tuning) {
        this.forward = new Candidates<>(List.of(
                new Candidate<>(VectorImageForward::fits, s -> new VectorImageForward(s, tuning)),
                new Candidate<>(VectorConvolution::fillsVectors,
                        s -> new VectorConvolution(s, tuning)::forward)),
                scalar::convolutionForward);
        this.inputGradient = new Candidates<>(List.of(
                new Candidate<>(VectorConvolution::isTile,
                        s -> new VectorConvolution(s, tuning)::inputGradient),
                new Candidate<>(VectorImageInputGradient::fits,
                        s -> new VectorImageInputGradient(s, tuning))),
                scalar::convolutionInputGradient);
        this.weightGradient = new Candidates<>(List.of(
                new Candidate<>(VectorConvolution::isTile,
                        s -> new VectorConvolution(s, tuning)::weightGradient),
                new Candidate<>(VectorImageWeightGradient::fits,
                        s -> new VectorImageWeightGradient(s, tuning))),
                scalar::convolutionWeightGradient);
        this.biasGradient = new Candidates<>(
                List.of(new Candidate<>(VectorBiasGradient::fits, VectorBiasGradient::new)),
                scalar::biasGradient);
        this.maxPooled = new Candidates<>(
                List.of(new Candidate<>(VectorPooledConvolution::fits,
                        s -> new VectorPooledConvolution(s)::max)),
                s -> BandedConvolution.max(vector, s));
        this.maxPooledWithWinner = new Candidates<>(
                List.of(new Candidate<>(VectorPooledConvolution::fits,
                        s -> new VectorPooledConvolution(s)::maxWithWinner)),
                s -> BandedConvolution.maxWithWinner(vector, s));
    }
}
