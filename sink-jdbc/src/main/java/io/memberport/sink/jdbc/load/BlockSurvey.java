package io.memberport.sink.jdbc.load;

import io.memberport.model.ProfileVariable;
import java.util.List;

/**
 * What is in a block, seen before its rows are written.
 *
 * @param variables the definitions in it, each once, in the order in which they first appear
 * @param columnCounts how many columns its rows have in each of the staging tables, counted from the first one
 * @param options the options in it, of an id with several labels the last one last
 */
public record BlockSurvey(List<ProfileVariable> variables, List<Integer> columnCounts, List<VariableOption> options) {

    public BlockSurvey {
        variables = List.copyOf(variables);
        columnCounts = List.copyOf(columnCounts);
        options = List.copyOf(options);
    }
}
