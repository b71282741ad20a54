using FamilyCart.GitHubEmulator.Runner;
using FamilyCart.GitHubEmulator.Runner.Listening;
using FamilyCart.GitHubEmulator.Runner.Output;
using FamilyCart.GitHubEmulator.Runner.Registration;
using FamilyCart.GitHubEmulator.Runner.Working;

return args switch
{
    ["run", ..] => Listener.Run(args),
    ["spawnclient", ..] => Worker.Run(),
    ["configure", ..] => Configuration.Add(args),
    ["remove", ..] => Configuration.Remove(args),
    ["warmup", ..] => 0,
    ["--version"] => Terminal.Say(RunnerFolder.Version),
    ["--commit"] => Terminal.Say("0000000000000000000000000000000000000000"),
    _ => Terminal.Fail("Unrecognized command-line input arguments. Use run, configure, remove, warmup, --version or --commit."),
};
