using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>A step of setting up a session.</summary>
public sealed record SetUpStep(SetUpRequest Request, SetUpPlan Plan);
