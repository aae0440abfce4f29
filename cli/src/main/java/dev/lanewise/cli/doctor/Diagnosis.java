package dev.lanewise.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.lanewise.cli.base.Version;
import dev.lanewise.engine.kernel.KernelInfo;
import dev.lanewise.engine.kernel.Kernels;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that bears on how fast this machine trains.
 *
 * @param processor the processor
 * @param virtualMachine the virtual machine
 * @param kernels the kernels that are chosen, and why
 * @param cores processors that Java may use
 * @param memoryBytes memory of the machine; 0 if unknown
 * @param heapBytes memory that Java may use for objects
 * @param checks what must be in order before anything is trained
 * @param warnings of faults of this Java
 */
public record Diagnosis(Processor processor, VirtualMachine virtualMachine, KernelInfo kernels,
        int cores, long memoryBytes, long heapBytes, Checks checks, List<String> warnings) {

    /** That of this process, which writes its runs in {@code folder}. */
    public static Diagnosis here(Path folder) {
        Runtime runtime = Runtime.getRuntime();
        VirtualMachine machine = VirtualMachine.here();
        return new Diagnosis(Processor.here(), machine, Kernels.auto().info(),
                runtime.availableProcessors(), memory(), runtime.maxMemory(), Checks.of(folder),
                JavaFaults.of(Runtime.version(), machine.vectorFlags()));
    }

    private static long memory() {
        OperatingSystemMXBean system = ManagementFactory
                .getPlatformMXBean(OperatingSystemMXBean.class);
        return system == null ? 0 : system.getTotalMemorySize();
    }

    /** Float lanes of a vector; 1 without vectors. */
    public int lanes() {
        return Math.max(1, kernels.bits() / Float.SIZE);
    }

    /** Everything by name. */
    public Map<String, Object> record() {
        Map<String, Object> java = new LinkedHashMap<>();
        java.put("version", Runtime.version().toString());
        java.put("vendor", System.getProperty("java.vendor"));
        java.put("home", System.getProperty("java.home"));
        java.put("vm", System.getProperty("java.vm.name"));
        java.put("vm_mode", System.getProperty("java.vm.info"));
        java.put("arguments", virtualMachine.arguments());
        java.put("collectors", virtualMachine.collectors());
        java.put("vector_flags", virtualMachine.vectorFlags());
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        machine.put("cpu", processor.model().orElse("unknown"));
        machine.put("cpu_features", processor.features());
        machine.put("cores", cores);
        machine.put("memory_bytes", memoryBytes);
        machine.put("heap_bytes", heapBytes);
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("backend", kernels.backend());
        chosen.put("bits", kernels.bits());
        chosen.put("lanes", lanes());
        chosen.put("fma", kernels.fma());
        chosen.put("reason", kernels.reason());
        chosen.put("advice", kernels.advice());
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("lanewise", Version.current());
        record.put("java", java);
        record.put("machine", machine);
        record.put("kernels", chosen);
        record.put("checks", checks.record());
        record.put("warnings", warnings);
        return record;
    }
}
