using System.CommandLine;
using FamilyCart.Ops.Secrets.Audit;
using FamilyCart.Ops.Secrets.Rotation;

namespace FamilyCart.Ops.Secrets;

/// <summary><c>ops secrets</c>.</summary>
internal static class SecretsCommands
{
    public static Option<string> Directory { get; } = new("--directory")
    {
        Description = "The published project's folder; of a run, the folder of its secrets.json.",
        DefaultValueFactory = _ => ".",
        Recursive = true,
    };

    public static Command Create()
    {
        var command = new Command("secrets", "Looks at secrets, and replaces them while they are used.") { Directory };
        command.Add(AuditCommand.Create());
        command.Add(RotateCommand.Create());
        return command;
    }
}
