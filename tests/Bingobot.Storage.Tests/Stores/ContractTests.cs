using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Stores;

/// <summary>The contract of stores, for those of this library and of the test kit.</summary>
public static class ContractTests
{
    public sealed class OfFile : GrowingStoreContractTests
    {
        protected override IBackingStore Make() => new FileStore(FilePath);
    }

    public sealed class OfMemory : GrowingStoreContractTests
    {
        protected override IBackingStore Make() => new MemoryStore();
    }

    public sealed class OfFileStream : GrowingStoreContractTests
    {
        protected override IBackingStore Make() => new StreamStore(new FileStream(FilePath, FileMode.Create));
    }

    public sealed class OfMemoryStreamLeftOpen : GrowingStoreContractTests
    {
        /// <summary>An array, that is.</summary>
        [Fact]
        public void WriteOrSetLength_FurtherThanTheStreamCan_IsRefused() => OnStore(store =>
        {
            Assert.Throws<IOException>(() => store.Write(1L << 40, [1]));
            Assert.Throws<IOException>(() => ((StreamStore)store).SetLength(1L << 40));
            Assert.Equal(0, store.Length);
        });

        protected override IBackingStore Make() => new StreamStore(new MemoryStream(), leaveOpen: true);
    }

    public sealed class OfString : GrowingStoreContractTests
    {
        protected override IBackingStore Make() => new StreamStore(new ReadWriteSeekString());
    }

    public sealed class OfFaulty : GrowingStoreContractTests
    {
        protected override bool IsThreadSafe => false;

        protected override bool OutlivesDisposal => true;

        protected override IBackingStore Make() => new FaultyStore(1) { ShortReads = true };
    }

    /// <summary>A block device has the length it has.</summary>
    public sealed class OfBlockDevice(ITestOutputHelper output) : StoreContractTests
    {
        private const int DeviceBytes = 256 * 1024;

        [Fact]
        public void Length_NewDevice_IsItsSizeAndFullOfZeros() => OnStore(store =>
        {
            Assert.Equal(DeviceBytes, store.Length);
            Assert.Equal(new byte[DeviceBytes], ReadAll(store, 0, DeviceBytes + 1));
        });

        [Fact]
        public void Write_BeyondTheEnd_IsRefusedAndChangesNothing() => OnStore(store =>
        {
            Assert.Throws<IOException>(() => store.Write(DeviceBytes - 1, [1, 2]));
            Assert.Throws<IOException>(() => store.Write(DeviceBytes, [1]));
            Assert.Equal(new byte[DeviceBytes], ReadAll(store, 0, DeviceBytes));
            Assert.Equal(DeviceBytes, store.Length);
        });

        [Fact]
        public void SetLength_AnyOther_IsNotSupported() => OnStore(store =>
        {
            var truncatable = Assert.IsType<ITruncatableStore>(store, exactMatch: false);
            Assert.Throws<NotSupportedException>(() => truncatable.SetLength(DeviceBytes / 2));
            Assert.Throws<NotSupportedException>(() => truncatable.SetLength(DeviceBytes * 2));
            Assert.Equal(DeviceBytes, store.Length);
        });

        protected override IBackingStore Make() => throw new InvalidOperationException("It needs a device, and lasts no longer.");

        protected override void OnStore(Action<IBackingStore> test) => LoopDevice.With(FilePath, DeviceBytes, output, device =>
        {
            using var store = new FileStore(device);
            Assert.True(store.IsBlockDevice);
            test(store);
        });
    }
}
