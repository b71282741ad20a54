namespace FamilyCart.Ops.Tools;

/// <summary>Folders in which the server's account writes, and this program does not: it may be root, and the account may lay links.</summary>
internal static class AccountFolder
{
    /// <summary>Removes one with all that is in it, as the account.</summary>
    /// <exception cref="IOException">Something of it stays.</exception>
    public static async Task RemoveAsync(string folder, ToolAccount account)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        // Not to be given up half way: what was restored would stay.
        var result = await ToolProcess.RunAsync(account.Command(["find", folder, "-mindepth", "1", "-delete"]), environment: null, CancellationToken.None);
        if (!result.Succeeded)
        {
            throw new IOException($"{folder} cannot be removed: {result.Errors.Trim()}");
        }

        Directory.Delete(folder);
    }
}
