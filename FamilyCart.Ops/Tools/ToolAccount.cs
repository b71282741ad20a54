namespace FamilyCart.Ops.Tools;

/// <summary>Whom PostgreSQL's tools run as: its files belong to the server's account, and its programs refuse root.</summary>
/// <param name="User">The account's name; null means oneself.</param>
internal sealed record ToolAccount(string? User)
{
    /// <summary>Nobody else.</summary>
    public static ToolAccount Oneself { get; } = new((string?)null);

    /// <summary>The named account where one is root, otherwise oneself.</summary>
    public static ToolAccount For(string? user) => new(Environment.IsPrivilegedProcess ? user : null);

    /// <summary>A command that runs as this account; setpriv execs, so that the process id is the tool's own.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="diesWithParent">Whether it gets INT when this program is killed.</param>
    public IReadOnlyList<string> Command(IReadOnlyList<string> command, bool diesWithParent = false)
    {
        string[] change = User is null ? [] : [$"--reuid={User}", $"--regid={User}", "--init-groups"];
        string[] death = diesWithParent ? ["--pdeathsig", "INT"] : [];
        return change.Length + death.Length == 0 ? command : ["setpriv", .. death, .. change, "--", .. command];
    }

    /// <summary>Gives a file or folder that this program has made to the account.</summary>
    /// <exception cref="IOException">The file system does not allow it.</exception>
    public void Own(string path)
    {
        if (User is not null && ToolProcess.Run(["chown", "-h", $"{User}:{User}", path]) is { Succeeded: false } result)
        {
            throw new IOException($"{path} cannot be given to the account {User}: {result.Errors.Trim()}");
        }
    }
}
