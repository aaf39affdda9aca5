"""How many runs at once, and on which GPUs."""
import subprocess

from launching import LaunchTest, most_at_once
from liftoff_test import main


class AtOnce(LaunchTest):
    def test_no_more_than_p(self):
        self.experiment(4)
        script = self.script("say + $me; sleep 0.02; say - $me")
        for count in (1, 3):
            (self.dir / "said").unlink(missing_ok=True)
            self.launch(script, "-e", "x", "--runs-no", "3", "-p", count)
            self.assertEqual(len(self.said("-")), 12)
            self.assertEqual(most_at_once(self.said()), count)

    def gpu_launch(self, *arguments):
        self.experiment(12)
        self.gate("gate")
        script = self.script(f'say + $me $CUDA_VISIBLE_DEVICES $LIFTOFF_SLOT\n: < "{self.dir}/gate"\n'
                             'say - $me $CUDA_VISIBLE_DEVICES $LIFTOFF_SLOT')
        launcher = self.start(script, "-e", "x", *arguments)
        return launcher

    def on_each(self):
        gpus = [line.split()[2] for line in self.said("+")]
        return {gpu: gpus.count(gpu) for gpu in gpus}

    def finish(self, launcher):
        self.open_gate()
        self.end_of(launcher, check=0)
        self.assertEqual(len(self.said("+")), 12)

    def test_two_on_each_of_four_gpus(self):
        for spelling in (["--gpus", "0,1,2,3"], ["--gpus", "0", "1", "2", "3"]):
            with self.subTest(spelling):
                for name in ("said", "gate"):
                    (self.dir / name).unlink(missing_ok=True)
                launcher = self.gpu_launch("--per-gpu", "2", *spelling, "--results-dir", "-".join(spelling))
                self.wait_said(8)
                self.assertEqual(self.on_each(), {"0": 2, "1": 2, "2": 2, "3": 2})
                self.assertEqual(sorted(line.split()[3] for line in self.said("+")), list("01234567"))
                self.finish(launcher)
                self.assertEqual(most_at_once(self.said()), 8)
                for gpu in "0123":
                    mine = [line for line in self.said() if line.split()[2] == gpu]
                    self.assertEqual(most_at_once(mine), 2, gpu)

    def test_a_number_for_each_gpu(self):
        launcher = self.gpu_launch("--gpus", "0,1", "--per-gpu", "2,1")
        self.wait_said(3)
        self.assertEqual(self.on_each(), {"0": 2, "1": 1})
        self.finish(launcher)
        self.assertEqual(most_at_once(self.said()), 3)

    def test_fewer_processes_than_slots_go_to_the_least_used(self):
        launcher = self.gpu_launch("--gpus", "0,1,2", "--per-gpu", "2", "-p", "3")
        self.wait_said(3)
        self.assertEqual(self.on_each(), {"0": 1, "1": 1, "2": 1})
        self.finish(launcher)
        self.assertEqual(most_at_once(self.said()), 3)

    def test_more_processes_than_slots(self):
        launcher = self.gpu_launch("--gpus", "0,1", "-p", "8")
        self.wait_said(2)
        self.assertEqual(self.on_each(), {"0": 1, "1": 1})
        self.finish(launcher)
        self.assertEqual(most_at_once(self.said()), 2)

    def test_nonsense(self):
        self.experiment(2)
        script = self.script("say + $me")
        for arguments in (["--gpus", "0,1", "--per-gpu", "1,2,3"], ["--per-gpu", "2"], ["--gpus", "0,0"],
                          ["--gpus", "0", "--per-gpu", "x"], ["-p", "0"], ["--runs-no", "0"], ["--timeout", "soon"],
                          ["--shuffle", "1x"], ["--shuffle", "job"], ["--timestamp", "1"], ["--retries", "-1"]):
            self.launch(script, "-e", "x", *arguments, check=2)
        self.assertEqual(self.trees(), [])

    def fake_driver(self, count, instances=0):
        """Of so many GPUs, the first of them split into instances."""
        self.write("fake.c", f"""
            #include <stdio.h>
            int nvmlDeviceGetMaxMigDeviceCount(void *device, unsigned *most) {{
                *most = device == (void *)1 && {instances} ? 7 : 0;
                return 0;
            }}
            int nvmlDeviceGetMigDeviceHandleByIndex(void *device, unsigned index, void **instance) {{
                *instance = (void *)(long)(index + 100);
                return index % 2 || index >= {instances} * 2 ? 6 : 0;
            }}
            int nvmlInit_v2(void) {{ return 0; }}
            int nvmlShutdown(void) {{ return 0; }}
            int nvmlDeviceGetCount_v2(unsigned *count) {{ *count = {count}; return 0; }}
            int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {{
                *device = (void *)(long)(index + 1);
                return 0;
            }}
            int nvmlDeviceGetUUID(void *device, char *text, unsigned size) {{
                long number = (long)device;
                return number < 100 ? snprintf(text, size, "GPU-%ld-fake", number - 1) < 0
                                    : snprintf(text, size, "MIG-%ld-fake", number - 100) < 0;
            }}
        """)
        library = self.dir / "lib" / "libnvidia-ml.so.1"
        library.parent.mkdir(exist_ok=True)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(self.dir / "fake.c")], check=True)
        return {**self.env, "LD_LIBRARY_PATH": str(library.parent)}

    def gpus_used(self, *arguments, env, count=6):
        self.experiment(count)
        (self.dir / "said").unlink(missing_ok=True)
        done = self.launch(self.script("say + $CUDA_VISIBLE_DEVICES; sleep 0.02"), "-e", "x", *arguments, env=env)
        return {line.split()[1] for line in self.said()}, done.stderr

    def test_all_gpus_of_the_driver(self):
        env = self.fake_driver(3)
        self.assertEqual(self.gpus_used("--gpus", "all", env=env)[0], {"0", "1", "2"})
        visible = {**env, "CUDA_VISIBLE_DEVICES": "2,5"}
        self.assertEqual(self.gpus_used("--gpus", "all", env=visible)[0], {"2", "5"})
        used, err = self.gpus_used("--gpus", "1,7", env=env)
        self.assertEqual(used, {"1", "7"})
        self.assertIn("7", err)
        self.assertIn("warning", err)
        used, err = self.gpus_used("--gpus", "GPU-2-fake", env=env)
        self.assertEqual((used, "warning" in err), ({"GPU-2-fake"}, False))

    def test_a_range_of_gpus(self):
        for words in (["0-2"], ["0-1", "2"]):
            self.assertEqual(self.gpus_used("--gpus", *words, env=self.env)[0], {"0", "1", "2"})

    def test_instances_of_a_gpu_that_is_split(self):
        env = self.fake_driver(2, instances=2)
        self.assertEqual(self.gpus_used("--gpus", "all", env=env)[0], {"MIG-0-fake", "MIG-2-fake", "1"})
        used, err = self.gpus_used("--gpus", "MIG-2-fake", env=env)
        self.assertEqual((used, "warning" in err), ({"MIG-2-fake"}, False))
        self.assertIn("warning: GPU 0 is split into MIG instances", self.gpus_used("--gpus", "0", env=env)[1])

    def test_what_is_said_of_gpus_is_said_of_a_dry_run_and_when_resumed(self):
        env = self.fake_driver(1)
        self.experiment(2)
        script = self.script("exit 1")
        says = "warning: the NVIDIA driver lists no GPU 7; it is passed on to the runs as given"
        for more, status in (["-g", "7", "-n"], 0), (["-g", "7"], 1), (["--resume", "-n"], 0), (["--resume"], 1):
            with self.subTest(more):
                self.assertIn(says, self.launch(script, "-e", "x", *more, check=status, env=env).stderr)
        done = self.launch(script, "-e", "x", "-g", "0,GPU-0-fake", check=2, env=env)
        self.assertIn("--gpus names GPU 0 twice: as 0 and as GPU-0-fake", done.stderr)

    def test_gpus_that_are_none(self):
        self.experiment(2)
        script = self.script("exit 0")
        for words, text in ((["all", "0"], "'all' stands beside other GPUs"), ([","], "--gpus names no GPU"),
                            ([""], "--gpus needs a text, or several, not an empty text"),
                            (["3-1"], "--gpus: '3-1' names no GPU"), (["0-1,1"], "--gpus names GPU 1 twice")):
            with self.subTest(words):
                done = self.launch(script, "-e", "x", "-g", *words, check=2)
                self.assertIn(text, done.stderr)
                self.assertIn("hint: ", done.stderr)
        for hidden in ("", "-1", "NoDevFiles"):
            done = self.launch(script, "-e", "x", "-g", "all", check=2,
                               env={**self.env, "CUDA_VISIBLE_DEVICES": hidden})
            self.assertIn(f"--gpus all: all GPUs are hidden, as CUDA_VISIBLE_DEVICES is '{hidden}'", done.stderr)
        self.assertEqual(self.trees(), [])

    def test_all_gpus_without_a_driver(self):
        self.experiment(2)
        env = {**self.env, "PATH": "/usr/bin:/bin"}
        if subprocess.run(["sh", "-c", "command -v nvidia-smi"], env=env, stdout=subprocess.DEVNULL).returncode == 0:
            self.skipTest("this machine has a driver")
        done = self.launch(self.script("exit 0"), "-e", "x", "--gpus", "all", check=2, env=env)
        self.assertIn("driver", done.stderr)
        self.assertIn("hint:", done.stderr)
        self.assertEqual(self.trees(), [])


if __name__ == "__main__":
    main()
