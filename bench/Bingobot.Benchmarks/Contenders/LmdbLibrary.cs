using System.Reflection;
using System.Runtime.InteropServices;
using LightningDB;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// Finds LMDB's native library: the one of the package or, where that asks for a newer C library than the system has, the
/// distribution's (package <c>liblmdb0</c> on Debian), whose functions are the same as far as they are used here.
/// </summary>
internal static class LmdbLibrary
{
    private const string PackageName = "lmdb";
    private const string DistributionName = "liblmdb.so.0";

    private static readonly Lazy<bool> Registered = new(Register);

    public static void Find() => _ = Registered.Value;

    private static bool Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(LightningEnvironment).Assembly, Resolve);
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != PackageName)
            return 0;
        bool found = NativeLibrary.TryLoad(name, assembly, searchPath, out nint handle)
            || NativeLibrary.TryLoad(DistributionName, out handle);
        return found ? handle : 0;
    }
}
