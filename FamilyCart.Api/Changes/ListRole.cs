namespace FamilyCart.Api.Changes;

/// <summary>What a member may do with a list; each role may do what those before it may.</summary>
internal enum ListRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Changes items.</summary>
    Editor,

    /// <summary>Renames, deletes and shares.</summary>
    Owner,
}
