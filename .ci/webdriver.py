"""A headless Chromium over the W3C WebDriver protocol (Debian: chromium, chromium-driver)."""

import base64
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

DEADLINE = time.monotonic() + 180
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,1000"]


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Browser:
    def __init__(self, profile, *more_flags):
        self.base = f"http://127.0.0.1:{free_port()}"
        self.driver = subprocess.Popen(["chromedriver", "--port=" + self.base.rsplit(":", 1)[1]],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.session = ""
        wait_for("chromedriver's start", self.is_ready)
        options = {"args": [*FLAGS, *more_flags, f"--user-data-dir={profile}"], "binary": "/usr/bin/chromium"}
        self.session = "/session/" + self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}})["sessionId"]

    def is_ready(self):
        try:
            return self.call("GET", "/status")["ready"]
        except (urllib.error.URLError, ConnectionError):
            return False

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.base + self.session + path, method=method,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            sys.exit(f"PROBLEM: {method} {path}: {error.read().decode()}")

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def devtools(self, command, **parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def screenshot(self, file):
        height = self.run("return document.documentElement.scrollHeight")
        shot = self.devtools("Page.captureScreenshot", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "width": self.run("return innerWidth"), "height": height, "scale": 1})
        file.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        if self.session:
            self.call("DELETE", "")
        self.driver.terminate()
        self.driver.wait()


def wait_for(what, probe):
    while True:
        result = probe()
        if result:
            return result
        if time.monotonic() > DEADLINE:
            sys.exit(f"PROBLEM: {what} did not happen in time")
        time.sleep(0.3)
