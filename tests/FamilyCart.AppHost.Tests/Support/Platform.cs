using System.Runtime.Versioning;

// Real servers, accounts and file modes are what these tests are about.
[assembly: UnsupportedOSPlatform("windows")]
