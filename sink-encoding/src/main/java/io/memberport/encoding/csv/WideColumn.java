package io.memberport.encoding.csv;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import org.jspecify.annotations.Nullable;

/**
 * Which column a variable has in the wide layout of CSV.
 *
 * @param variableId the variable's guid
 * @param name the column's name, unique in the file and among all names the file ever had
 * @param variableName as the export gives it
 * @param dataTypeName as the export gives it
 * @param sensitivity what the export says about {@code isSensitive}
 * @param retired whether the variable is not in the present export; it gets its column back when it returns
 */
public record WideColumn(
        String variableId,
        String name,
        @Nullable String variableName,
        @Nullable String dataTypeName,
        Sensitivity sensitivity,
        boolean retired) {

    static WideColumn of(ProfileVariable variable, String name) {
        return new WideColumn(
                variable.id(), name, variable.name(), variable.dataTypeName(), variable.sensitivity(), false);
    }

    WideColumn retire() {
        return new WideColumn(variableId, name, variableName, dataTypeName, sensitivity, true);
    }
}
