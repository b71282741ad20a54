namespace FamilyCart.Prober.Walks;

/// <summary>The steps of a walk in their order.</summary>
internal enum WalkStep
{
    /// <summary>Logs in with the password.</summary>
    LogIn,

    /// <summary>Deletes the lists that an earlier walk left; only after one that failed, and at first.</summary>
    CleanUp,

    /// <summary>Makes a list.</summary>
    MakeList,

    /// <summary>Opens a socket on it, with a ticket.</summary>
    OpenSocket,

    /// <summary>Adds an item.</summary>
    AddItem,

    /// <summary>Is told of it by the socket.</summary>
    SeeItem,

    /// <summary>Deletes the item.</summary>
    DeleteItem,

    /// <summary>Deletes the list.</summary>
    DeleteList,

    /// <summary>Logs out, so that no log-in is left.</summary>
    LogOut,
}
