using GlusterDr.Local.Cli;

return await GlusterDrCommand.RunAsync(args);
