package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.model.ProfileVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileInspectionTest {

    @Test
    void countsWhatIsInAFile() {
        List<ExportEvent> events = new ArrayList<>();

        FileInspection inspection = FileInspection.of(MemoryExport.of(3), events::add);

        assertEquals(3, inspection.metadata().members());
        assertEquals(4, inspection.variables().size());
        assertEquals(
                List.of(3L, 1L, 1L, 1L),
                inspection.variables().values().stream()
                        .map(FileInspection.Fill::members)
                        .sorted((a, b) -> Long.compare(b, a))
                        .toList());
        assertEquals(
                inspection.metadata().values(),
                inspection.variables().values().stream()
                        .mapToLong(FileInspection.Fill::values)
                        .sum());
        assertEquals(4, events.size());
        assertEquals(new ExportEvent.BatchIdentified(MemoryExport.BATCH), events.get(3));
    }

    @Test
    void cannotBeChanged() {
        Map<ProfileVariable, FileInspection.Fill> variables =
                FileInspection.of(MemoryExport.of(1), ExportListener.NONE).variables();

        assertThrows(UnsupportedOperationException.class, variables::clear);
    }
}
