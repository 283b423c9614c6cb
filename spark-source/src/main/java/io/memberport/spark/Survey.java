package io.memberport.spark;

import io.memberport.file.DocumentLimits;
import io.memberport.file.SplitStream.Header;
import io.memberport.model.DataType;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** A pass over all parts, by tasks of a job of its own, that finds out what must be known before the first row. */
final class Survey {

    private Survey() {}

    /**
     * What a part holds.
     *
     * @param header of the last part of a file, all that is around the members
     * @param definitions of variables, in the order in which they first appear, as {@link #definition} writes them
     */
    record Found(Header header, long members, ArrayList<String[]> definitions) implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        List<ProfileVariable> variables() {
            return definitions.stream().map(Found::variable).toList();
        }

        private static ProfileVariable variable(String[] definition) {
            return new ProfileVariable(
                    definition[0],
                    definition[1],
                    DataType.valueOf(definition[2]),
                    definition[3],
                    Sensitivity.valueOf(definition[4]));
        }

        static String[] definition(ProfileVariable variable) {
            return new String[] {
                variable.id(),
                variable.name(),
                variable.dataType().name(),
                variable.dataTypeName(),
                variable.sensitivity().name()
            };
        }
    }

    /** What each part holds, in the order of the parts. */
    static List<Found> of(List<ExportPart> parts, ReadOptions options, Configuration hadoop) {
        SerializableConfiguration settings = new SerializableConfiguration(hadoop);
        List<byte[]> tasks = parts.stream().map(Survey::bytes).toList();
        return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate())
                .parallelize(tasks, tasks.size())
                .map(part -> bytes(look((ExportPart) object(part), settings.value(), options.limits())))
                .collect()
                .stream()
                .map(found -> (Found) object(found))
                .toList();
    }

    private static Found look(ExportPart part, Configuration hadoop, DocumentLimits limits) {
        Set<ProfileVariable> variables = new LinkedHashSet<>();
        long count = 0;
        try (PartMembers members = PartMembers.open(part, hadoop, limits)) {
            for (MemberBlock block = members.next(); block != null; block = members.next()) {
                count += block.memberCount();
                variables.addAll(block.variables());
            }
            ArrayList<String[]> definitions = new ArrayList<>();
            variables.forEach(variable -> definitions.add(Found.definition(variable)));
            return new Found(members.header(), count, definitions);
        }
    }

    /** By Java's serialization, whatever serializer is set for data: others cannot restore records. */
    private static byte[] bytes(Serializable object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Object object(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
