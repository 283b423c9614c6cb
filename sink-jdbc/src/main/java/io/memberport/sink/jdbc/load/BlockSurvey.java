package io.memberport.sink.jdbc.load;

import io.memberport.model.ProfileVariable;
import java.util.List;

/**
 * What is in a block, seen before its rows are written.
 *
 * @param variables the definitions in it, each once, in the order in which they first appear
 * @param columnCounts how many columns its rows have in each of the staging tables, counted from the first one
 */
public record BlockSurvey(List<ProfileVariable> variables, List<Integer> columnCounts) {

    public BlockSurvey {
        variables = List.copyOf(variables);
        columnCounts = List.copyOf(columnCounts);
    }
}
