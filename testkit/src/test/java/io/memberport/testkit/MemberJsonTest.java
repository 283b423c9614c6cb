package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.model.Member;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.MemberJson;
import io.memberport.testkit.fixture.RepeatedMember;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberJsonTest {

    @TempDir
    java.nio.file.Path directory;

    /** What the contract sends, its JSON says too. */
    @Test
    void findsInTheJsonWhatTheMembersHave() throws IOException {
        TestExport export = ContractExports.everything(true);
        List<StoredValue> found = new ArrayList<>();
        for (Member member : export.members()) {
            found.addAll(MemberJson.values(member.json().asString()));
        }

        ReferenceFixture everything =
                new ReferenceFixture(directory, Flaw.NONE, Accumulation.SNAPSHOT, RepeatedMember.KEPT);

        assertEquals(
                List.of(), ExpectedContent.nothing(everything).after(export).differences(found));
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws IOException {
        assertEquals(
                List.of(new StoredValue("m", "v", null, null, null, 0, null, "1.50", null)), MemberJson.values("""
                        {"new": [{}], "memberId": "m",
                         "variables": [{"id": "v", "more": {"x": [1]}, "values": [{"value": 1.50 , "more": 2}]}]}
                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"memberId\":null}",
                "{\"memberId\":\"m\"} {}",
                "{\"memberId\":\"m\"",
                "{\"memberId\":\"m\",\"memberId\":\"m\"}"
            })
    void refusesWhatIsNoMember(String json) {
        assertThrows(IOException.class, () -> MemberJson.values(json));
    }
}
