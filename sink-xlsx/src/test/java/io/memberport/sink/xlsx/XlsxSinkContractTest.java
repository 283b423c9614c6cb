package io.memberport.sink.xlsx;

import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;

class XlsxSinkContractTest implements MemberSinkContract {

    @Override
    public SinkFixture newFixture(Path directory) {
        return new XlsxFixture(directory);
    }
}
