package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;
import java.util.Optional;

/** How a convolution is computed, by its shape alone: whoever computes one elsewhere must ask, too. */
public final class WinogradForm {
    private WinogradForm() {}

    /** The form of {@link Winograd}; empty if the convolution is made by plain sums. */
    public static Optional<Winograd> of(Node node) {
        Conv2d conv = (Conv2d) node.layer();
        Border border = conv.border(node.input());
        return conv.groups() > 1 ? Optional.empty()
                : Winograd.of(ConvolutionStep.window(conv), node.input().channels(),
                        conv.outChannels(), node.output().width(), border.top(), border.left());
    }
}
