namespace FamilyCart.RunnerManager.Gates;

/// <summary>What a workflow's token may do with something; a later one includes those before.</summary>
internal enum PermissionLevel
{
    None,
    Read,
    Write,
}

/// <summary>As workflows write them.</summary>
internal static class PermissionLevels
{
    public static PermissionLevel? TryParse(string word) => word switch
    {
        "none" => PermissionLevel.None,
        "read" => PermissionLevel.Read,
        "write" => PermissionLevel.Write,
        _ => null,
    };
}
