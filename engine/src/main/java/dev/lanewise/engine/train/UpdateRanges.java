package dev.lanewise.engine.train;

import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.plan.Trainable;
import java.util.ArrayList;
import java.util.List;

/** Which parameters an optimizer changes, and which of them decay: ranges in ascending order. */
final class UpdateRanges {
    private final List<Range> ranges;

    /** Parameters {@code [from, to)} that are changed alike. */
    record Range(int from, int to, boolean decays) {}

    private UpdateRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** All of so many parameters, all with decay. */
    static UpdateRanges all(int parameters) {
        return new UpdateRanges(List.of(new Range(0, parameters, true)));
    }

    /** Those that are trained, where those of some names don't decay. */
    static UpdateRanges of(Network network, Trainable trainable, List<String> undecayed) {
        List<Range> ranges = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            if (!trainable.trains(parameter)) {
                continue;
            }
            int from = parameter.offset();
            boolean decays = !undecayed.contains(parameter.name());
            Range last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.to == from && last.decays == decays) {
                from = ranges.removeLast().from;
            }
            ranges.add(new Range(from, parameter.offset() + parameter.size(), decays));
        }
        return new UpdateRanges(ranges);
    }

    int count() {
        return ranges.size();
    }

    Range get(int index) {
        return ranges.get(index);
    }
}
