package dev.lanewise.cli.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The running virtual machine.
 *
 * @param arguments what it was started with
 * @param vectorFlags its own flags that bear on vector code, with their values; those that this
 *            machine has
 * @param collectors its garbage collectors
 */
public record VirtualMachine(List<String> arguments, Map<String, String> vectorFlags,
        List<String> collectors) {
    private static final List<String> VECTOR_FLAGS = List.of("UseAVX", "UseSSE", "UseSVE", "UseFMA",
            "MaxVectorSize", "UseSuperWord", "EnableVectorSupport", "ObjectAlignmentInBytes",
            JavaFaults.COMPACT_HEADERS);

    /** This one. */
    static VirtualMachine here() {
        Map<String, String> flags = new LinkedHashMap<>();
        HotSpotDiagnosticMXBean hotSpot = ManagementFactory
                .getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (String flag : hotSpot == null ? List.<String>of() : VECTOR_FLAGS) {
            try {
                flags.put(flag, hotSpot.getVMOption(flag).getValue());
            } catch (IllegalArgumentException e) {
                // This architecture has no such flag.
            }
        }
        return new VirtualMachine(ManagementFactory.getRuntimeMXBean().getInputArguments(), flags,
                ManagementFactory.getGarbageCollectorMXBeans()
                        .stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList());
    }
}
