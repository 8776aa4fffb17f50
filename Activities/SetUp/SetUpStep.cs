using GlusterDr.Sessions;

namespace GlusterDr.Activities.SetUp;

/// <summary>A step of setting up a session.</summary>
public sealed record SetUpStep(SetUpRequest Request, SetUpPlan Plan);
