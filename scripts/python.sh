# Prints the first Python that can check JSON schemas, or plain python3.
for python in python3 /usr/bin/python3; do
  if "$python" -c 'import jsonschema' 2>/dev/null; then
    echo "$python"
    exit
  fi
done
echo python3
