using GlusterDr.Conformance.Remote;

namespace GlusterDr.Tests.Shared.Remote;

public sealed class OpenSshCrowdTests() : RemoteCrowdConformance(new OpenSshHarness());
